import type { SandboxCore } from '../core.ts';
import { type Ack, type Courier, formBody } from '../delivery.ts';
import { isJson, parseJson } from '../json.ts';
import { readDraft, showAnswer } from '../respond.ts';
import type { ResponseTarget } from '../response-urls.ts';
import type { Failure } from '../transcript.ts';
import type { Channel, Person } from '../world.ts';
import { commandFailed, type Outcome, outcomeOf } from './outcome.ts';
import { commandFields } from './payloads.ts';

/** `should_escape`: a typed `@name` or `#name` arrives as `<@U…|name>` or `<#C…|name>`. */
function escapeMentions({ world }: SandboxCore, text: string): string {
  return text.replace(/(^|\s)([@#])([a-z0-9._-]+)/g, (typed, space: string, sign: string, name: string) => {
    const found =
      sign === '@'
        ? [...world.people.values()].find((person) => person.name === name)
        : [...world.channels.values()].find((channel) => channel.kind !== 'im' && channel.name === name);
    return found ? `${space}<${sign}${found.id}|${name}>` : typed;
  });
}

/** Shows what the acknowledgement says; `invalid_ack` when Slack could not show it. */
function showAck(
  core: SandboxCore,
  target: ResponseTarget,
  ack: Ack,
): Pick<Outcome, 'ackText' | 'answer'> | Failure {
  if (ack.body.trim() === '') return {};
  const json = parseJson(ack.body);
  const payload = isJson(json) ? json : { text: ack.body };
  if (Object.keys(payload).length === 0) return {};
  const draft = readDraft(payload);
  if (typeof draft === 'string') return 'invalid_ack';
  return { ackText: draft.text, answer: showAnswer(core, target, payload, draft) };
}

/** Types a slash command and shows what the app answers. */
export async function runCommand(
  core: SandboxCore,
  courier: Courier,
  facts: { person: Person; channel: Channel; command: string; text: string },
): Promise<Outcome> {
  const { person, channel, command } = facts;
  const text = escapeMentions(core, facts.text);
  core.transcript.add({ kind: 'command', userId: person.id, channelId: channel.id, command, text });
  const fields = commandFields(core, { ...facts, text });
  const ack = await courier.deliver({ kind: 'command', userId: person.id, ...formBody(fields) });
  const target: ResponseTarget = { kind: 'commands', userId: person.id, channelId: channel.id };
  const shown = ack.failure ?? showAck(core, target, ack);
  if (typeof shown !== 'string') return { ...outcomeOf(ack), ...shown };
  core.transcript.add({
    kind: 'notice',
    userId: person.id,
    channelId: channel.id,
    text: commandFailed(command, shown),
  });
  return { ...outcomeOf(ack), failure: shown };
}
