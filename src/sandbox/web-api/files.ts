import type { SandboxCore } from '../core.ts';
import { fileJson, type StoredFile, shownFile } from '../files.ts';
import { isJson, type Json, listOf, textOf } from '../json.ts';
import { postMessage } from '../posting.ts';
import { ApiError, invalidArguments } from './api-error.ts';
import { channelToPostIn } from './chat-access.ts';
import { jsonArg, type Methods, textArg } from './method.ts';

const MAX_ALT_TEXT = 1_000;
const MAX_SIZE = 1_000_000_000;

function readFiles(args: Json, core: SandboxCore): { file: StoredFile; title: string | undefined }[] {
  const wrong = () => invalidArguments(['failed to match all allowed schemas [json-pointer:/files]']);
  const files = listOf(jsonArg(args, 'files', wrong));
  if (files.length === 0) throw wrong();
  return files.map((one) => {
    if (!isJson(one) || textOf(one.id) === '') throw wrong();
    const file = core.files.find(textOf(one.id));
    if (!file || file.state === 'announced') throw new ApiError('file_not_found');
    if (file.state === 'complete') throw new ApiError('file_update_failed');
    return { file, title: textOf(one.title) || undefined };
  });
}

/** The two calls around an upload; the upload itself goes to the URL that the first one gives. */
export const FILES: Methods = {
  'files.getUploadURLExternal': {
    tier: 4,
    scope: 'files:write',
    required: ['filename', 'length'],
    run(args, core) {
      const size = Number(textArg(args, 'length'));
      if (!Number.isInteger(size) || size < 0 || size > MAX_SIZE) {
        throw invalidArguments(['must be a valid integer [json-pointer:/length]']);
      }
      if (size === 0) throw new ApiError('missing_argument');
      const altText = textArg(args, 'alt_txt');
      if ([...altText].length > MAX_ALT_TEXT) throw new ApiError('alt_txt_too_large');
      const { id, path } = core.files.announce({ name: textArg(args, 'filename'), size, altText });
      return { upload_url: `http://${core.host()}${path}`, file_id: id };
    },
  },
  'files.completeUploadExternal': {
    tier: 4,
    scope: 'files:write',
    required: ['files'],
    run(args, core) {
      const files = readFiles(args, core);
      const channelId = textArg(args, 'channel_id');
      const threadTs = textArg(args, 'thread_ts');
      const channel = channelId ? channelToPostIn(core, channelId) : null;
      if (channel && threadTs && !core.messages.find(channel.id, threadTs)) {
        throw new ApiError('invalid_thread_ts');
      }
      const complete = files.map(({ file, title }) => core.files.complete(file.id, title));
      if (channel) {
        postMessage(core, {
          text: textArg(args, 'initial_comment'),
          files: complete.map(shownFile),
          channelId: channel.id,
          authorId: core.world.app.botUserId,
          ...(threadTs && { threadTs }),
        });
      }
      return { files: complete.map((file) => fileJson(shownFile(file))) };
    },
  },
};
