-- Stores a plan as queued, once per request key, if its estimate fits every budget.
local REQUEST, ALL, MINE = KEYS[11], KEYS[12], KEYS[13]
local known = redis.call('GET', REQUEST)
if known then return { 'duplicate', known } end
local refusal = overrun(a.scopes)
if refusal then
  audit('budget_exceeded', '', a.requestedBy, refusal)
  return { 'refused', cjson.encode(refusal) }
end
redis.call('SET', REQUEST, a.planId, 'EX', a.requestTtlSeconds)
keep('spec', ARGV[2])
set('status', 'queued', 'revision', 0, 'updated', string.format('%.0f', now), 'channel', a.channel,
  'requester', a.requestedBy)
redis.call('ZADD', ALL, now, a.planId)
redis.call('ZREMRANGEBYSCORE', ALL, 0, now - a.retentionMs)
redis.call('ZADD', MINE, now, a.planId)
redis.call('ZREMRANGEBYSCORE', MINE, 0, now - a.retentionMs)
redis.call('PEXPIRE', MINE, a.retentionMs)
redis.call('ZADD', ACTIVE, now, a.planId)
audit('plan_created', '', a.requestedBy, a.created)
audit('route_decision', '', 'system', a.route)
touch('plan')
return { 'created' }
