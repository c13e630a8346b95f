import { validateView } from '../../../blocks/validate/view.ts';
import type { SandboxCore } from '../core.ts';
import { type Courier, formBody } from '../delivery.ts';
import { isJson, type Json, parseJson } from '../json.ts';
import type { Happening } from '../transcript.ts';
import { MAX_VIEW_STACK, type View } from '../views.ts';
import type { Person } from '../world.ts';
import { clientErrors, type Entered, enterFields, inputFields, stateValues } from './form-state.ts';
import { outcomeOf, type SubmitOutcome, submitFailed } from './outcome.ts';
import { closedPayload, submissionPayload } from './payloads.ts';

interface Modals {
  submit(view: View, values: Readonly<Record<string, Entered>>): Promise<SubmitOutcome>;
  close(view: View): Promise<void>;
}

/** Applied to the open modals, or the reason why Slack would not take it. */
type Applied = { readonly errors?: Record<string, string> } | 'invalid_ack';

function readErrors(view: View, answer: Json): Applied {
  const known = new Set(inputFields(view).map(({ blockId }) => blockId));
  const entries = isJson(answer.errors) ? Object.entries(answer.errors) : [];
  const isFine =
    entries.length > 0 && entries.every(([id, text]) => known.has(id) && typeof text === 'string');
  return isFine ? { errors: Object.fromEntries(entries) as Record<string, string> } : 'invalid_ack';
}

function applyAnswer(core: SandboxCore, view: View, answer: Json | undefined): Applied {
  const { userId } = view;
  const tell = (
    kind: Extract<Happening, { view: View }>['kind'] & ('view_closed' | 'view_updated' | 'view_pushed'),
    about: View,
  ) => core.transcript.add({ kind, userId, view: about });
  if (!answer || answer.response_action === undefined || answer.response_action === 'clear') {
    core.views.close(userId, answer?.response_action === 'clear');
    tell('view_closed', view);
    return {};
  }
  if (answer.response_action === 'errors') return readErrors(view, answer);
  const isPush = answer.response_action === 'push';
  if (!isPush && answer.response_action !== 'update') return 'invalid_ack';
  if (!isJson(answer.view) || validateView(answer.view, ['modal']).length > 0) return 'invalid_ack';
  if (isPush && core.views.stack(userId).length >= MAX_VIEW_STACK) return 'invalid_ack';
  if (isPush) tell('view_pushed', core.views.push(userId, answer.view));
  else tell('view_updated', core.views.update(view, answer.view));
  return {};
}

/** What a person does with open modals. */
export function createModals(
  core: SandboxCore,
  courier: Courier,
  person: Person,
  entered: Map<string, Map<string, Entered>>,
): Modals {
  const top = () => core.views.stack(person.id).at(-1);

  function requireTop(view: View): View {
    const open = top();
    if (open?.id !== view.id)
      throw new Error(`the modal ${view.id} is not on top; ${open ? `${open.id} is` : 'none is open'}`);
    return open;
  }

  const post = (kind: 'view_submission' | 'view_closed', payload: Json) =>
    courier.deliver({ kind, userId: person.id, ...formBody({ payload: JSON.stringify(payload) }) });

  return {
    async submit(given, values) {
      const view = requireTop(given);
      if (view.content.submit === undefined) throw new Error('the modal has no button to submit it');
      const state = new Map([...(entered.get(view.id) ?? []), ...enterFields(view, values)]);
      entered.set(view.id, state);
      const payloadValues = stateValues(view.content.blocks, state);
      const refused = clientErrors(view, payloadValues);
      if (Object.keys(refused).length > 0) {
        core.transcript.add({ kind: 'view_errors', userId: person.id, view, errors: refused });
        return { isSent: false, status: null, ms: 0, body: '', deliveryId: '', errors: refused, view };
      }
      core.transcript.add({ kind: 'view_submitted', userId: person.id, view });
      const ack = await post(
        'view_submission',
        submissionPayload(core, { person, view, values: payloadValues }),
      );
      const outcome = outcomeOf(ack);
      const body = parseJson(ack.body);
      const isReadable = ack.body.trim() === '' || isJson(body);
      const applied =
        ack.failure ??
        (isReadable ? applyAnswer(core, view, isJson(body) ? body : undefined) : 'invalid_ack');
      const open = top();
      const rest = { isSent: true, ...(open && { view: open }) };
      if (typeof applied === 'string') {
        core.transcript.add({ kind: 'notice', userId: person.id, text: submitFailed(applied) });
        return { ...outcome, ...rest, failure: applied, errors: {} };
      }
      const errors = applied.errors ?? {};
      if (applied.errors) core.transcript.add({ kind: 'view_errors', userId: person.id, view, errors });
      return { ...outcome, ...rest, errors };
    },

    async close(given) {
      const view = requireTop(given);
      const isCleared = view.content.clear_on_close === true;
      core.views.close(person.id, isCleared);
      core.transcript.add({ kind: 'view_closed', userId: person.id, view });
      if (view.content.notify_on_close)
        await post('view_closed', closedPayload(core, { person, view, isCleared }));
    },
  };
}
