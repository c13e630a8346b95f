-- Notes one approved approach once, and counts it for its template. The oldest give way.
local INDEX, TOUCHES, TEMPLATES = KEYS[1], KEYS[2], KEYS[3]
local a = cjson.decode(ARGV[1])
if redis.call('HSETNX', TOUCHES, a.key, a.touch) == 0 then return 0 end
redis.call('ZADD', INDEX, a.at, a.key)
local keep = tonumber(a.keep)
for _, key in ipairs(redis.call('ZRANGE', INDEX, 0, -keep - 1)) do
  redis.call('HDEL', TOUCHES, key)
  redis.call('ZREM', INDEX, key)
end
redis.call('PEXPIRE', INDEX, a.keepMs)
redis.call('PEXPIRE', TOUCHES, a.keepMs)
if a.template then
  for _, what in ipairs(a.counts) do redis.call('HINCRBY', TEMPLATES, a.template .. '|' .. what, 1) end
  local last = redis.call('HGET', TEMPLATES, a.template .. '|last')
  if not last or tonumber(last) < a.at then
    redis.call('HSET', TEMPLATES, a.template .. '|last', string.format('%.0f', a.at))
  end
end
return 1
