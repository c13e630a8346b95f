import type { FilesGetUploadURLExternalResponse } from '@slack/web-api';
import type { RateLimit } from '../../store/rate-limits.ts';
import { type Called, callSlack } from '../notifier/calls.ts';
import type { SlackCallDeps } from '../notifier/deps.ts';
import type { Place } from '../notifier/send.ts';

export interface FileUploadDeps extends SlackCallDeps {
  /** `SLACK_API_URL`: an upload may go to Slack over https, or to this machine where the API is here too. */
  readonly apiUrl: string;
}

export interface OutgoingFile {
  readonly bytes: Uint8Array;
  readonly filename: string;
  readonly title: string;
  /** What a picture says in words. */
  readonly altText?: string;
}

/** A file that Slack holds and nobody sees yet. */
export interface UploadedFile {
  readonly fileId: string;
  readonly title: string;
}

/** One for each method: whoever has to wait for the second call uploads again, which must not take its place. */
const limitsOf = (name: string): readonly [RateLimit] => [{ name, intervalMs: 700, burst: 10 }];
const UPLOAD_TIMEOUT_MS = 10_000;

/** Hands the file to Slack; repeating it leaves at most a file behind that nobody sees. */
export async function uploadFile(
  deps: FileUploadDeps,
  teamId: string,
  { bytes, filename, title, altText }: OutgoingFile,
): Promise<Called<UploadedFile>> {
  const method = 'files.getUploadURLExternal';
  // The types of the client call the argument alt_text, which Slack does not know.
  const args = { filename, length: bytes.byteLength, ...(altText !== undefined && { alt_txt: altText }) };
  const asked = await callSlack(deps, { teamId, method, limits: limitsOf(method) }, () =>
    deps.client.apiCall(method, args),
  );
  if (asked.kind !== 'done') return asked;
  const { upload_url: url, file_id: fileId } = asked.value as FilesGetUploadURLExternalResponse;
  if (typeof url !== 'string' || typeof fileId !== 'string' || !isUploadAddress(url, deps.apiUrl)) {
    return { kind: 'refused', error: 'unexpected_upload_url' };
  }
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: Buffer.from(bytes),
    redirect: 'error',
    signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
  });
  await answer.body?.cancel();
  if (!answer.ok) return { kind: 'refused', error: `upload_http_${answer.status}` };
  return { kind: 'done', value: { fileId, title } };
}

/** Shows the uploaded file in the message's thread. */
export async function shareFile(
  deps: FileUploadDeps,
  teamId: string,
  { fileId, title }: UploadedFile,
  { channel, ts }: Place,
): Promise<Called<Place>> {
  const method = 'files.completeUploadExternal';
  return await callSlack(deps, { teamId, method, limits: limitsOf(method) }, async () => {
    await deps.client.files.completeUploadExternal({
      files: [{ id: fileId, title }],
      channel_id: channel,
      thread_ts: ts,
    });
    return { channel, ts: fileId };
  });
}

/** Slack's own hosts over https, or this machine where the API is on it. */
export function isUploadAddress(url: string, apiUrl: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, host } = new URL(url);
  const api = new URL(apiUrl);
  if (host === api.host && protocol === api.protocol) return true;
  return protocol === 'https:' && /(^|\.)slack(-files)?\.com$/.test(hostname);
}
