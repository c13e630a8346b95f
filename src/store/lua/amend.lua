-- Swaps what an approval is about: new payload, hash and version; older buttons no longer count.
local refused = obstacle()
if refused then return refused end
-- Too late: from here on nothing but the expiry can be decided.
local expires = get(ap .. ':expires')
if now >= tonumber(expires) then return { 'already', 'expired', 'system', expires } end
local version = redis.call('HINCRBY', PLAN, ap .. ':version', 1)
set(ap .. ':hash', a.newHash, ap .. ':votes', '', ap .. ':editor', a.by)
keep('proposal:' .. step, ARGV[2])
audit('approval_edited', step, a.by, { version = version, hash = a.newHash })
touch('approval', step)
changed()
return { 'amended', version }
