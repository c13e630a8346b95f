-- Ends the newest attempt at a step, or opens the step again for another.
local step = a.stepId
if not is_current(step, a.attempt) then return 'fenced' end
if a.status == 'pending' and not a.charge then
  local same = get('periods:' .. step) == periods()
  local charged = {}
  for _, scope in ipairs(a.scopes) do
    if scope.key == 1 or same then charged[#charged + 1] = scope end
  end
  charge(charged, -1)
  forget_reservation(step)
else
  commit_reservation(step)
end
set('status:' .. step, a.status)
if a.output then set('output:' .. step, a.output) end
if a.error then set('error:' .. step, a.error) elseif a.status ~= 'pending' then redis.call('HDEL', PLAN, 'error:' .. step) end
if a.status ~= 'pending' then set('ended:' .. step, string.format('%.0f', now)) end
audit(a.event, step, 'system', a.data)
if a.handOver then touch('handover.' .. a.planId .. '.' .. step) end
changed()
return 'applied'
