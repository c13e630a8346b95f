-- A worker takes the plan up. Answers how often that happened since anything last changed, 0 when the plan is over.
if not open() then
  redis.call('ZREM', ACTIVE, a.planId)
  return 0
end
redis.call('ZADD', ACTIVE, 'XX', now, a.planId)
return redis.call('HINCRBY', PLAN, 'claims', 1)
