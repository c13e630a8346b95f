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
if a.status == 'succeeded' then keep('output:' .. step, ARGV[2]) end
if a.status ~= 'pending' or ARGV[3] ~= '' then keep('error:' .. step, ARGV[3]) end
if a.status ~= 'pending' then set('ended:' .. step, string.format('%.0f', now)) end
audit(a.event, step, 'system', a.data)
if a.handOver then touch('handover', step) end
changed()
return 'applied'
