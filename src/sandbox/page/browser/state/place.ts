import type { PageChannel } from '../../protocol.ts';

/** Where on the page somebody is; survives a reload in the address. */
export interface Place {
  readonly personId: string;
  readonly channelId: string;
}

/** `#U0SELLER01/C0SALES001`; what is not there is empty. */
export function readPlace(hash: string): Place {
  const [personId = '', channelId = ''] = hash.replace(/^#/, '').split('/');
  return { personId, channelId };
}

export const writePlace = ({ personId, channelId }: Place): string => `#${personId}/${channelId}`;

/** The channel that was wanted, else the first one where the app is. */
export function startChannel(channels: readonly PageChannel[], wanted: string): string {
  const start =
    channels.find(({ id }) => id === wanted) ??
    channels.find(({ hasApp, isArchived }) => hasApp && !isArchived) ??
    channels[0];
  return start?.id ?? '';
}
