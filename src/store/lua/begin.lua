-- Opens an attempt at a step: the fence goes up and the budget is reserved, or it says why not.
local step = a.stepId
local status = get('status:' .. step) or 'pending'
if not open() or (status ~= 'pending' and status ~= 'running') then return { 'gone' } end
local interrupted = status == 'running'
if interrupted and not a.repeatable then return { 'uncertain', number('attempt:' .. step) } end
local tries = number('tries:' .. step)
if tries >= a.maxAttempts then return { 'crashing', tries } end
if not get('reserved:' .. step) then
  local refusal = overrun(a.scopes)
  if refusal then
    audit('budget_exceeded', step, 'system', refusal)
    return { 'over_budget', cjson.encode(refusal) }
  end
  charge(a.scopes, 1)
  set('reserved:' .. step, a.cost, 'periods:' .. step, periods(a))
end
local attempt = redis.call('HINCRBY', PLAN, 'attempt:' .. step, 1)
redis.call('HINCRBY', PLAN, 'tries:' .. step, 1)
set('status:' .. step, 'running', 'phase:' .. step, a.phase, 'started:' .. step, string.format('%.0f', now))
if get('status') == 'queued' then set('status', 'running') end
audit('tool_call_start', step, 'system', { tool = a.tool, phase = a.phase, attempt = attempt, cost = a.cost })
local warned = warnings(a.scopes, a.warnAt)
return { 'go', attempt, warned }
