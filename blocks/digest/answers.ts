import type { KnownBlock } from '@slack/types';
import { answer } from '../answers/answer.ts';
import type { Message } from '../layout/message.ts';
import { actions, button, header, section } from '../layout/parts.ts';
import { bold, channelLink, code, date, join, type Mrkdwn, md, mention } from '../text/mrkdwn.ts';

/** Where the digest stands, for one person. */
export interface DigestState {
  /** Null: the installation sends none by itself. */
  readonly schedule: { readonly channel: string; readonly cron: string; readonly timeZone: string } | null;
  readonly off: { readonly by: string; readonly atMs: number } | null;
  /** The name whose lines this person gets by direct message, if any. */
  readonly owner: string | null;
}

export type DigestOutcome =
  | 'now'
  | 'just_now'
  | 'on'
  | 'off'
  | 'me_on'
  | 'me_off'
  | 'was_off'
  | 'no_channel'
  | 'not_allowed';

/** Action ids of the buttons on the Home tab. */
export const DIGEST_ACTIONS = {
  on: 'digest_on',
  off: 'digest_off',
  meOn: 'digest_me_on',
  meOff: 'digest_me_off',
} as const;

/** What `/cugar digest` alone answers. */
export function digestState(state: DigestState): Message {
  return answer({ sentence: md`${stateSentence(state)} ${howTo()}` });
}

/** The setting on the Home tab, with its buttons. */
export function digestSetting(state: DigestState): KnownBlock[] {
  const { schedule, off, owner } = state;
  const toggle = (text: string, actionId: string, label: string) =>
    button({ text, actionId, value: 'digest', label });
  const buttons = [
    ...(schedule === null
      ? []
      : off === null
        ? [toggle('Turn digest off', DIGEST_ACTIONS.off, 'Turn the daily digest of the channel off')]
        : [toggle('Turn digest on', DIGEST_ACTIONS.on, 'Turn the daily digest of the channel on')]),
    owner === null
      ? toggle('Send me my lines', DIGEST_ACTIONS.meOn, 'Get your own lines by direct message every day')
      : toggle('Stop my lines', DIGEST_ACTIONS.meOff, 'Stop your own lines by direct message'),
  ];
  return [header('Daily digest'), section(stateSentence(state), 1_500), actions(buttons)];
}

/** What came of `/cugar digest …`. */
export function digestAnswer(outcome: DigestOutcome, state: DigestState): Message {
  const { schedule, owner } = state;
  const unscheduled =
    schedule === null ? md` It begins when whoever runs Cugar sets ${code('CUGAR_DIGEST_CHANNEL')}.` : md``;
  const sentences = {
    now: md`The digest is being made and is posted here in a moment.`,
    just_now: md`A digest was asked for here less than a minute ago. Ask again in a minute.`,
    on: md`The daily digest is on: ${whenAndWhere(schedule)}.`,
    off: md`The daily digest is off for ${channelOf(schedule)}. ${code('/cugar digest on')} brings it back; ${code('/cugar digest now')} works at any time.`,
    me_on: md`You get the lines of ${bold(owner ?? '', 80)} by direct message with every daily digest.${unscheduled} ${code('/cugar digest me off')} ends it.`,
    me_off: md`You get no digest by direct message any more.`,
    was_off: md`You got no digest by direct message, so nothing changed.`,
    no_channel: md`No digest is sent by itself here: whoever runs Cugar names its channel with ${code('CUGAR_DIGEST_CHANNEL')}. ${code('/cugar digest now')} works all the same.`,
    not_allowed: md`Guests and people of other workspaces cannot change or ask for the digest.`,
  } satisfies Record<DigestOutcome, Mrkdwn>;
  return answer({ sentence: sentences[outcome] });
}

/** When nobody of this name owns a deal or is a seller in the book of business. */
export function digestOwnerUnknown(name: string | null, nearest?: string): Message {
  const meant = nearest === undefined ? md`` : md` Did you mean ${bold(nearest, 80)}?`;
  const who =
    name === null ? md`Your name in Slack is not known` : md`Nobody called ${bold(name, 80)} owns a deal`;
  return answer({
    sentence: md`${who} in the book of business, so there are no lines to send.${meant} Give the name as the book has it: ${code('/cugar digest me on <name>')}.`,
  });
}

function stateSentence({ schedule, off, owner }: DigestState): Mrkdwn {
  const channel =
    schedule === null
      ? md`No digest is sent by itself here; ${code('CUGAR_DIGEST_CHANNEL')} would name its channel.`
      : off === null
        ? md`It is on: ${whenAndWhere(schedule)}.`
        : md`It is off; ${mention(off.by)} turned it off ${date(off.atMs)}.`;
  const personal =
    owner === null
      ? md`You get no lines of your own by direct message.`
      : md`You get the lines of ${bold(owner, 80)} by direct message.`;
  return join([channel, personal], ' ');
}

function whenAndWhere(schedule: DigestState['schedule']): Mrkdwn {
  if (schedule === null) return md`never`;
  return md`at ${code(schedule.cron)} (${schedule.timeZone}) in ${channelOf(schedule)}`;
}

function channelOf(schedule: DigestState['schedule']): Mrkdwn {
  return schedule === null ? md`the channel` : channelLink(schedule.channel);
}

function howTo(): Mrkdwn {
  return md`Change it with ${code('/cugar digest on')} or ${code('off')}, ${code('/cugar digest me on')} or ${code('me off')}; ${code('/cugar digest now')} posts one here.`;
}
