-- The one way to decide an approval: first one wins, everybody else learns who did.
local refused = obstacle()
if refused then return refused end
local expires = number(ap .. ':expires')
if a.decision == 'expired' and now < expires then return { 'early', expires - now } end
if now >= expires then return close('expired', 'system') end
if a.decision == 'approved' and get(ap .. ':kind') == 'two_person' then
  local votes = get(ap .. ':votes')
  if votes == a.by then return { 'voted_before' } end
  if votes == '' then
    set(ap .. ':votes', a.by)
    audit('approval_vote', step, a.by, { version = a.version, hash = get(ap .. ':hash') })
    touch('approval', step)
    changed()
    return { 'voted', a.by }
  end
  set(ap .. ':votes', votes .. ',' .. a.by)
end
return close(a.decision, a.by, a.reason)
