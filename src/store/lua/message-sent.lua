-- Remembers where a message stands and which state of the truth it shows. Answers 1 while it is still behind.
if not get('status') then
  redis.call('ZREM', DIRTY, a.message)
  return 0
end
local m = 'm:' .. a.field
local stands = get(m .. ':ts') or ''
-- Another worker has posted meanwhile, and its message is the one that is kept up to date.
if stands ~= '' and stands ~= a.ts and stands ~= a.instead then return 1 end
set(m .. ':channel', a.channel, m .. ':ts', a.ts, m .. ':shown', a.shown)
if number(m .. ':want') > a.shown then return 1 end
redis.call('ZREM', DIRTY, a.message)
return 0
