-- Generic cell rate algorithm over several limits at once: answers 0 and takes a place in all, or the milliseconds to wait.
-- KEYS: the limits, then a line for each of them. Whoever waits gets a time of its own to come back at, so that not all
-- come at once; the line only spaces them, it keeps nobody from a place that is free.
local LONGEST_LINE = 30000
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local count = #KEYS / 2
local wait, slowest = 0, 0
for i = 1, count do
  local interval, burst = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  local due = tonumber(redis.call('GET', KEYS[i]) or '0')
  local closed = due - (burst - 1) * interval - now
  if closed > wait then wait, slowest = closed, i end
end
if wait > 0 then
  local interval, line = tonumber(ARGV[2 * slowest - 1]), KEYS[count + slowest]
  local last = tonumber(redis.call('GET', line) or '0')
  local mine = math.max(now + wait, math.min(last + interval, now + LONGEST_LINE))
  redis.call('SET', line, string.format('%.0f', mine), 'PX', string.format('%.0f', math.ceil(mine - now)))
  return math.ceil(mine - now)
end
for i = 1, count do
  local interval = tonumber(ARGV[2 * i - 1])
  local due = math.max(tonumber(redis.call('GET', KEYS[i]) or '0'), now) + interval
  redis.call('SET', KEYS[i], string.format('%.0f', due), 'PX', string.format('%.0f', due - now + interval))
end
return 0
