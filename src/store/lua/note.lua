-- An audit entry about something that changed no plan.
audit(a.event, a.stepId or '', a.actor, a.data)
return 'applied'
