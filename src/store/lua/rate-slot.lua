-- Generic cell rate algorithm over several limits at once: answers 0 and takes a place in all, or the milliseconds to wait.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local wait = 0
for i = 1, #KEYS do
  local interval, burst = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  local due = tonumber(redis.call('GET', KEYS[i]) or '0')
  wait = math.max(wait, due - (burst - 1) * interval - now)
end
if wait > 0 then return math.ceil(wait) end
for i = 1, #KEYS do
  local interval = tonumber(ARGV[2 * i - 1])
  local due = math.max(tonumber(redis.call('GET', KEYS[i]) or '0'), now) + interval
  redis.call('SET', KEYS[i], string.format('%.0f', due), 'PX', string.format('%.0f', due - now + interval))
end
return 0
