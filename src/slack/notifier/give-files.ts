import { fileText } from '../../../blocks/index.ts';
import type { MessageFile } from '../../../blocks/layout/message.ts';
import type { Delivery } from '../../core/ports.ts';
import type { PostingClaims } from '../../store/posting-claims.ts';
import { type FileUploadDeps, shareFile, uploadFile } from '../posting/file-upload.ts';
import { postOnce } from '../posting/post-once.ts';
import { type Place, postMessage, type Sending } from './send.ts';

export interface GivenTo {
  readonly claims: PostingClaims;
  readonly place: Place;
}

/**
 * Puts files into a message's thread, each at most once; where Slack takes none, or does not say whether it did, its
 * text stands there instead. Null when nothing is left to do.
 */
export async function giveFiles(
  deps: FileUploadDeps,
  sending: Sending,
  files: readonly MessageFile[],
  { claims, place }: GivenTo,
): Promise<Delivery | null> {
  const { teamId, member } = sending;
  for (const [index, file] of files.entries()) {
    const given = await postOnce(claims, `file.${index}`, async () => {
      const uploaded = await uploadFile(deps, teamId, { ...file, bytes: Buffer.from(file.text) });
      return uploaded.kind === 'done' ? await shareFile(deps, teamId, uploaded.value, place) : uploaded;
    });
    if (given.kind === 'later') return given;
    if (given.kind === 'done') continue;
    const error = given.kind === 'refused' ? given.error : 'unclear';
    deps.log.warn({ member, error }, 'a file cannot be given; its text is');
    const told = await postOnce(claims, `text.${index}`, () =>
      postMessage(deps, sending, fileText(file), { channel: place.channel, threadTs: place.ts }),
    );
    if (told.kind === 'later') return told;
  }
  return null;
}
