-- Before a part of something is posted: only one caller may, and nobody may again after it did not come back.
local RUN, field = KEYS[1], 'part:' .. ARGV[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local state = redis.call('HGET', RUN, field)
if not state then
  redis.call('HSET', RUN, field, string.format('posting|%.0f', now + tonumber(ARGV[2])))
  redis.call('PEXPIRE', RUN, ARGV[3])
  return { 'go' }
end
local until_ms = string.match(state, '^posting|(%d+)$')
if not until_ms then return { 'posted', state } end
local left = tonumber(until_ms) - now
if left > 0 then return { 'busy', left } end
return { 'uncertain' }
