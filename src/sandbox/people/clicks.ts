import type { SandboxCore } from '../core.ts';
import { type Courier, formBody } from '../delivery.ts';
import { isJson, type Json } from '../json.ts';
import type { Message } from '../messages.ts';
import type { View } from '../views.ts';
import type { Channel, Person } from '../world.ts';
import { actionJson, findElement, type Which } from './find-element.ts';
import { type Entered, elementState, fieldKey, stateValues } from './form-state.ts';
import { clickFailed, type Outcome, outcomeOf } from './outcome.ts';
import { messageClickPayload, viewClickPayload } from './payloads.ts';

export interface ClickOptions extends Which {
  /** What to choose: an option's value or text, a user, a date. */
  readonly choose?: Entered;
  /** The answer to the dialog, when there is one; default yes. A no sends nothing. */
  readonly confirm?: boolean;
}

/** Where an element is: in a message, with the version to take it from, or in a view. */
type ClickPlace = { readonly channel: Channel; readonly message: Message } | { readonly view: View };

export interface Clicks {
  /** Null when the person said no in the dialog. */
  click(place: ClickPlace, name: string, options?: ClickOptions): Promise<Outcome | null>;
}

export function createClicks(
  core: SandboxCore,
  courier: Courier,
  person: Person,
  entered: Map<string, Map<string, Entered>>,
): Clicks {
  return {
    async click(place, name, { choose, confirm = true, ...which } = {}) {
      const inView = 'view' in place;
      const blocks = inView ? place.view.content.blocks : place.message.blocks;
      const placeKey = inView ? place.view.id : `${place.message.channelId}/${place.message.ts}`;
      const placed = findElement(blocks, name, which);
      const chosen: Json =
        placed.element.type === 'overflow' && typeof choose === 'string'
          ? (elementState({ ...placed.element, type: 'static_select' }, choose) ?? {})
          : (elementState(placed.element, choose) ?? {});
      const state = entered.get(placeKey) ?? new Map<string, Entered>();
      if (choose !== undefined) state.set(fieldKey(placed.block, placed.element), choose);
      entered.set(placeKey, state);
      const action = actionJson(placed, { ...chosen, type: placed.element.type }, core.ids.ts());
      const dialog = placed.element.confirm;
      core.transcript.add({
        kind: 'click',
        userId: person.id,
        action,
        ...(inView
          ? { viewId: place.view.id }
          : { channelId: place.message.channelId, messageTs: place.message.ts }),
        ...(isJson(dialog) && { confirm: { dialog, accepted: confirm } }),
      });
      if (isJson(dialog) && !confirm) return null;
      const facts = { person, action, values: stateValues(blocks, state) };
      const payload = inView
        ? viewClickPayload(core, { ...facts, view: place.view })
        : messageClickPayload(core, { ...facts, ...place });
      const ack = await courier.deliver({
        kind: 'click',
        userId: person.id,
        ...formBody({ payload: JSON.stringify(payload) }),
      });
      if (ack.failure) {
        core.transcript.add({
          kind: 'notice',
          userId: person.id,
          text: clickFailed(ack),
          ...(!inView && { channelId: place.message.channelId }),
        });
      }
      return outcomeOf(ack);
    },
  };
}
