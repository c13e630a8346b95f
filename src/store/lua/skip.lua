-- Ends steps that will never run.
if not open() then return 'fenced' end
for _, step in ipairs(a.stepIds) do
  if (get('status:' .. step) or 'pending') == 'pending' then
    set('status:' .. step, 'skipped', 'ended:' .. step, string.format('%.0f', now))
    keep('error:' .. step, first)
    audit('step_skipped', step, 'system', a.data)
  end
end
return 'applied'
