-- Ends the plan: what is open is skipped, unless it may have had its effect; an approval that waits is cancelled.
if not open() then return 'fenced' end
-- A plan that was read before it was planned does not name the steps that were touched since.
local named = {}
for _, step in ipairs(a.steps) do named[step] = true end
for _, field in ipairs(redis.call('HKEYS', PLAN)) do
  local step = string.match(field, '^status:(.+)$')
  if step and not named[step] then a.steps[#a.steps + 1] = step end
end
for _, step in ipairs(a.steps) do
  local ap = 'ap:' .. step
  if get(ap) == 'pending' then
    set(ap, 'cancelled', ap .. ':by', a.by, ap .. ':at', string.format('%.0f', now))
    redis.call('ZREM', APPROVALS, a.planId .. '.' .. step)
    redis.call('ZADD', OUTBOX, now, a.planId .. '.' .. step)
    audit('approval_received', step, a.by, { decision = 'cancelled', version = number(ap .. ':version'), hash = get(ap .. ':hash') })
    touch('approval', step)
  end
  local status = get('status:' .. step) or 'pending'
  if status == 'pending' or status == 'running' or status == 'awaiting_approval' then
    -- A commit that was begun may have done its work; a decision that nobody took over yet still counts.
    local decided = status == 'awaiting_approval' and get(ap)
    local outcome = (decided == 'denied' or decided == 'expired') and decided or 'skipped'
    if get('phase:' .. step) == 'commit' then outcome = 'uncertain' end
    set('status:' .. step, outcome, 'ended:' .. step, string.format('%.0f', now))
  end
end
set('status', a.status)
if first ~= '' then keep('error', first) end
if a.status == 'cancelled' and a.by ~= 'system' then set('cancelled_by', a.by) end
audit(a.event, '', a.by, { status = a.status })
redis.call('ZREM', ACTIVE, a.planId)
redis.call('PEXPIRE', PLAN, a.retentionMs)
redis.call('PEXPIRE', DATA, a.retentionMs)
return 'applied'
