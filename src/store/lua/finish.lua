-- Ends the newest attempt at a step, or opens the step again for another.
local output, problem = first, second
local step = a.stepId
if not is_current(step, a.attempt) then return 'fenced' end
give_back(a)
if a.status == 'pending' and not a.charge then forget_reservation(step) else commit_reservation(step) end
set('status:' .. step, a.status)
if a.status == 'succeeded' then keep('output:' .. step, output) end
if a.status ~= 'pending' or problem ~= '' then keep('error:' .. step, problem) end
if a.status ~= 'pending' then set('ended:' .. step, string.format('%.0f', now)) end
audit(a.event, step, 'system', a.data)
for _, written in ipairs(a.crm or {}) do audit('crm_write', step, a.crmBy, written) end
if a.route then audit('route_decision', step, 'system', a.route) end
if a.handOver then touch('handover', step) end
return 'applied'
