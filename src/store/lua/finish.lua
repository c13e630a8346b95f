-- Ends the newest attempt at a step, or opens the step again for another.
local step = a.stepId
if not is_current(step, a.attempt) then return 'fenced' end
if a.status == 'pending' and not a.charge then
  give_back(step, a.scopes)
  forget_reservation(step)
else
  give_back(step, a.scopes, a.unused)
  commit_reservation(step)
end
set('status:' .. step, a.status)
if a.status == 'succeeded' then keep('output:' .. step, ARGV[2]) end
if a.status ~= 'pending' or ARGV[3] ~= '' then keep('error:' .. step, ARGV[3]) end
if a.status ~= 'pending' then set('ended:' .. step, string.format('%.0f', now)) end
audit(a.event, step, 'system', a.data)
if a.route then audit('route_decision', step, 'system', a.route) end
if a.handOver then touch('handover', step) end
changed()
return 'applied'
