-- Ends the plan: what is open is skipped, an approval that waits is cancelled.
if not open() then return 'fenced' end
for _, step in ipairs(a.steps) do
  local ap = 'ap:' .. step
  if get(ap) == 'pending' then
    set(ap, 'cancelled', ap .. ':by', a.by, ap .. ':at', string.format('%.0f', now))
    redis.call('ZREM', APPROVALS, a.planId .. '.' .. step)
    redis.call('ZADD', OUTBOX, now, a.planId .. '.' .. step)
    audit('approval_received', step, a.by, { decision = 'cancelled', hash = get(ap .. ':hash') })
    touch('approval.' .. a.planId .. '.' .. step)
  end
  local status = get('status:' .. step) or 'pending'
  if status == 'pending' or status == 'running' or status == 'awaiting_approval' then
    -- A commit in the middle of its work may have done it already.
    local committing = status == 'running' and get('phase:' .. step) == 'commit'
    set('status:' .. step, committing and 'uncertain' or 'skipped', 'ended:' .. step, string.format('%.0f', now))
  end
end
set('status', a.status)
if a.error then set('error', a.error) end
if a.status == 'cancelled' then set('cancelled_by', a.by) end
audit(a.event, '', a.by, { status = a.status })
changed()
redis.call('ZREM', ACTIVE, a.planId)
redis.call('PEXPIRE', PLAN, a.retentionMs)
return 'applied'
