-- Makes moves of one plan in their order, each whole or not at all, and answers what came of each. What builds on an end
-- of a step that was refused is refused too; other attempts do not build on each other.
local answers, holds, isMoved, isOnlyBegun = {}, a.holds, false, true
for i, move in ipairs(a.moves) do
  move.planId = a.planId
  local answer = move.kind == 'begin' and { 'gone' } or 'fenced'
  if holds or move.kind == 'finish' then answer = moves[move.kind](move, ARGV[2 * i], ARGV[2 * i + 1]) end
  local isBegin = move.kind == 'begin'
  local isDone = answer == 'applied' or (isBegin and answer[1] == 'go')
  isMoved = isMoved or isDone
  if not isBegin then
    holds = holds and isDone
    isOnlyBegun = isOnlyBegun and not isDone
  end
  answers[i] = answer
end
if isMoved then changed(isOnlyBegun) end
return answers
