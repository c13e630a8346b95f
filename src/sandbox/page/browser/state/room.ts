import type { PageChannel, PagePerson } from '../../protocol.ts';

/** The words around a conversation. */
export interface Room {
  readonly title: string;
  readonly subtitle: string;
  readonly beginning: string;
  readonly mayWrite: boolean;
  readonly whyNot: string;
}

const nothing = { subtitle: '', beginning: '', mayWrite: false };

export function roomOf(channel: PageChannel | undefined, you: PagePerson | undefined, appName: string): Room {
  if (!channel) return { ...nothing, title: 'Nothing here', whyNot: 'This person is in no channel.' };
  const title = channel.kind === 'im' ? appName : `#${channel.name}`;
  const beginning =
    channel.kind === 'im'
      ? `This is your conversation with ${appName}. Only the two of you see it.`
      : `This is the beginning of ${title}.`;
  const whyNot = channel.isArchived ? 'This channel is archived.' : '';
  return { title, subtitle: subtitleOf(channel, you, appName), beginning, mayWrite: whyNot === '', whyNot };
}

function subtitleOf(channel: PageChannel, you: PagePerson | undefined, appName: string): string {
  const parts = [
    channel.kind === 'private' && 'Private',
    channel.isShared && 'Shared with another workspace',
    channel.isArchived && 'Archived',
    channel.kind !== 'im' && !channel.hasApp && `${appName} is not in this channel`,
    you?.kind === 'stranger' && 'You are of another workspace',
  ];
  return parts.filter(Boolean).join(' · ');
}
