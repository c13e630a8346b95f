-- Lays a proposal before a person. Redis' clock sets the expiry.
local step = a.stepId
if not is_current(step, a.attempt) then return 'fenced' end
give_back(a)
commit_reservation(step)
local version = redis.call('HINCRBY', PLAN, 'ap:' .. step .. ':version', 1)
local expires = string.format('%.0f', now + a.expiresInMs)
set('status:' .. step, 'awaiting_approval', 'status', 'awaiting_approval',
  'ap:' .. step, 'pending', 'ap:' .. step .. ':hash', a.hash,
  'ap:' .. step .. ':opened', string.format('%.0f', now), 'ap:' .. step .. ':expires', expires,
  'ap:' .. step .. ':rerun', a.rerun, 'ap:' .. step .. ':kind', a.policyKind,
  'ap:' .. step .. ':approvers', a.approvers, 'ap:' .. step .. ':votes', '')
keep('proposal:' .. step, first)
redis.call('HDEL', PLAN, 'ap:' .. step .. ':by', 'ap:' .. step .. ':at', 'ap:' .. step .. ':editor')
keep('reason:' .. step)
redis.call('ZADD', APPROVALS, expires, a.planId .. '.' .. step)
audit('approval_requested', step, 'system', { tool = a.tool, hash = a.hash, version = version, policy = a.policyKind, expires = expires })
touch('approval', step)
return 'applied'
