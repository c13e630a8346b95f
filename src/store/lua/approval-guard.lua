-- Shared by decide and amend: answers why this person's click cannot count, or nil.
local step = a.stepId
local ap = 'ap:' .. step
local state = get(ap)
local function obstacle()
  if not state then return { 'unknown' } end
  if state ~= 'pending' then return { 'already', state, get(ap .. ':by') or '', get(ap .. ':at') or '0' } end
  if a.by == 'system' and a.decision == 'expired' then return nil end
  if number(ap .. ':version') ~= a.version or #a.hash < 16 or string.sub(get(ap .. ':hash'), 1, #a.hash) ~= a.hash then
    return { 'superseded', get(ap .. ':version') }
  end
  local isRequester = a.by == get('requester')
  if (get(ap .. ':kind') == 'requester') ~= isRequester then return { 'not_allowed' } end
  return nil
end
local function close(decision, by, reason)
  set(ap, decision, ap .. ':by', by, ap .. ':at', string.format('%.0f', now))
  if reason then keep('reason:' .. step, reason) end
  redis.call('ZREM', APPROVALS, a.planId .. '.' .. step)
  redis.call('ZADD', OUTBOX, now, a.planId .. '.' .. step)
  local opened = get(ap .. ':opened')
  local waited = now - tonumber(opened)
  audit(decision == 'expired' and 'approval_timeout' or 'approval_received', step, by,
    { decision = decision, version = number(ap .. ':version'), hash = get(ap .. ':hash'), reason = reason or '', waitMs = waited })
  touch('approval', step)
  changed()
  return { 'decided', decision, waited, opened }
end
