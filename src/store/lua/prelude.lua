-- Shared by every plan script. KEYS 1-8 are the same everywhere; ARGV[1] is the JSON of the arguments, what follows is packed.
local PLAN, AUDIT, HEAD, DIRTY, OUTBOX, ACTIVE, APPROVALS, DATA = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7], KEYS[8]
local a = cjson.decode(ARGV[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function get(field) return redis.call('HGET', PLAN, field) end
local function set(...) return redis.call('HSET', PLAN, ...) end
-- Large values stand apart, so that Redis can keep the many small ones compactly. An empty one is none.
local function keep(field, packed)
  if packed and packed ~= '' then redis.call('HSET', DATA, field, packed) else redis.call('HDEL', DATA, field) end
end
local function number(field) return tonumber(get(field) or '0') end

local ENDED = { completed = true, partial = true, failed = true, cancelled = true }
local function open()
  local status = get('status')
  return status and not ENDED[status]
end

-- One entry of the workspace's chain: its hash covers the hash before it.
local head
local function audit(event, step, actor, data)
  head = head or redis.call('GET', HEAD) or ''
  local at = string.format('%.0f', now)
  local text = type(data) == 'table' and cjson.encode(data) or data
  local hash = redis.sha1hex(table.concat({ head, at, event, a.planId, step, actor, text }, '\n'))
  redis.call('XADD', AUDIT, '*', 'at', at, 'event', event, 'plan', a.planId, 'step', step, 'actor', actor, 'data', text, 'hash', hash)
  redis.call('SET', HEAD, hash)
  head = hash
end

-- Marks a message as behind the truth; plans without a channel have no messages.
local function touch(kind, step)
  if get('channel') == '' then return end
  local suffix = step and ('.' .. step) or ''
  redis.call('HINCRBY', PLAN, 'm:' .. kind .. suffix .. ':want', 1)
  redis.call('ZADD', DIRTY, now, kind .. '.' .. a.planId .. suffix)
end
-- An attempt that was only begun is no progress: the times that the plan was taken up in vain go on counting.
local function changed(isOnlyBegun)
  redis.call('HINCRBY', PLAN, 'revision', 1)
  set('updated', string.format('%.0f', now))
  if not isOnlyBegun then set('claims', 0) end
  redis.call('ZADD', ACTIVE, 'XX', now, a.planId)
  touch('plan')
end

-- Budget scopes: { key = index in KEYS, field = prefix, kind, id, costLimit, callLimit }, cost in thousandths of a unit.
-- What was read or written of them in this run, so that none is read twice.
local amounts = {}
local function used(scope)
  local name = scope.key .. ' ' .. scope.field
  if not amounts[name] then
    local values = redis.call('HMGET', KEYS[scope.key], scope.field .. ':cost', scope.field .. ':calls')
    amounts[name] = { tonumber(values[1] or '0'), tonumber(values[2] or '0') }
  end
  return amounts[name][1], amounts[name][2]
end
local function report(scope, cost, calls)
  return { kind = scope.kind, id = scope.id, costLimit = scope.costLimit, callLimit = scope.callLimit, cost = cost, calls = calls }
end
-- The first scope that the wanted amounts would overrun, or nil.
local function overrun(scopes)
  for _, scope in ipairs(scopes) do
    local cost, calls = used(scope)
    if cost + scope.wantCost > scope.costLimit or calls + scope.wantCalls > scope.callLimit then
      local refusal = report(scope, cost, calls)
      refusal.wantedCost, refusal.wantedCalls = scope.wantCost, scope.wantCalls
      return refusal
    end
  end
end
local function charge(scopes, sign)
  for _, scope in ipairs(scopes) do
    -- Adding 0 turns a negative zero, which HINCRBY refuses, into zero.
    local cost = redis.call('HINCRBY', KEYS[scope.key], scope.field .. ':cost', sign * scope.wantCost + 0)
    local calls = redis.call('HINCRBY', KEYS[scope.key], scope.field .. ':calls', sign * scope.wantCalls + 0)
    amounts[scope.key .. ' ' .. scope.field] = { cost, calls }
    if scope.ttlSeconds then redis.call('EXPIRE', KEYS[scope.key], scope.ttlSeconds) end
  end
end
-- Scopes that have just passed the warning threshold for the first time.
local function warnings(scopes, warnAt)
  local found = {}
  for _, scope in ipairs(scopes) do
    local cost, calls = used(scope)
    local over = cost >= warnAt * scope.costLimit or calls >= warnAt * scope.callLimit
    if over and redis.call('HSETNX', KEYS[scope.key], scope.field .. ':warned', 1) == 1 then
      found[#found + 1] = report(scope, cost, calls)
      audit('budget_warning', '', 'system', found[#found])
    end
  end
  return #found > 0 and cjson.encode(found) or '[]'
end
-- Names the day and the month that an attempt is charged to: a later one must not pay it back. Values of more than
-- 64 bytes would cost the hash its compact form.
local function periods(move)
  return redis.sha1hex((KEYS[move.day or 0] or '') .. ' ' .. (KEYS[move.month or 0] or ''))
end
local function forget_reservation(step)
  redis.call('HDEL', PLAN, 'reserved:' .. step, 'periods:' .. step, 'tries:' .. step)
end
-- Gives back what an attempt was charged, as far as its day and month have not passed; `unused` is the part of the
-- reservation that it is about. Below zero it charges what was used beyond the reservation.
local function give_back(move)
  local charged = {}
  local same = #move.scopes > 0 and get('periods:' .. move.stepId) == periods(move)
  for _, scope in ipairs(move.scopes) do
    if scope.key == 1 or same then charged[#charged + 1] = scope end
  end
  charge(charged, -1)
  if move.unused ~= 0 then redis.call('HINCRBY', PLAN, 'reserved:' .. move.stepId, -move.unused) end
end
-- Turns the reservation of the open attempt into spending.
local function commit_reservation(step)
  redis.call('HINCRBY', PLAN, 'spent:' .. step, number('reserved:' .. step))
  forget_reservation(step)
end
local function is_current(step, attempt)
  return open() and get('status:' .. step) == 'running' and number('attempt:' .. step) == attempt
end
