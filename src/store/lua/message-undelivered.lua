-- Gives a message up that reaches nobody, remembers why, and has the card of its step say so.
if get('status') then
  set('m:' .. a.field .. ':undelivered', a.reason)
  touch('approval', a.stepId)
end
redis.call('ZREM', DIRTY, a.message)
