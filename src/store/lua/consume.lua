-- The woken plan takes a decision over; only now is its wake-up no longer owed.
local step = a.stepId
local state = get('ap:' .. step)
if state == 'pending' then return 'fenced' end
redis.call('ZREM', OUTBOX, a.planId .. '.' .. step)
if not open() or get('status:' .. step) ~= 'awaiting_approval' then return 'fenced' end
if state == 'approved' then
  set('status:' .. step, 'pending')
else
  local outcome = state
  if get('ap:' .. step .. ':rerun') == '1' then outcome = 'uncertain' end
  set('status:' .. step, outcome, 'ended:' .. step, string.format('%.0f', now))
end
set('status', 'running')
return 'applied'
