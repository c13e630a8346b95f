-- Swaps what an approval is about: new payload, hash and version; older buttons no longer count.
local refused = obstacle()
if refused then return refused end
if now >= number(ap .. ':expires') then
  close('expired', 'system')
  return { 'already', 'expired', 'system', string.format('%.0f', now) }
end
local version = redis.call('HINCRBY', PLAN, ap .. ':version', 1)
set(ap .. ':hash', a.newHash, ap .. ':proposal', a.proposal, ap .. ':checks', a.checks, ap .. ':votes', '', ap .. ':editor', a.by)
audit('approval_edited', step, a.by, { version = version, hash = a.newHash })
touch('approval.' .. a.planId .. '.' .. step)
changed()
return { 'amended', version }
