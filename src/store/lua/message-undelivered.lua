-- Gives a message up that reaches nobody, remembers why, and has another one say so.
if get('status') then
  set('m:' .. a.message .. ':undelivered', a.reason)
  touch(a.instead)
end
redis.call('ZREM', DIRTY, a.message)
