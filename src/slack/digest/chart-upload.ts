import type { FilesGetUploadURLExternalResponse } from '@slack/web-api';
import type { Chart } from '../../digest/chart/render.ts';
import type { RateLimit } from '../../store/rate-limits.ts';
import { type Called, callSlack } from '../notifier/calls.ts';
import type { SlackCallDeps } from '../notifier/deps.ts';
import type { Place } from '../notifier/send.ts';

export interface ChartUploadDeps extends SlackCallDeps {
  /** `SLACK_API_URL`: an upload may go to Slack over https, or to this machine where the API is here too. */
  readonly apiUrl: string;
}

/** A picture that Slack holds and nobody sees yet. */
export interface UploadedChart {
  readonly fileId: string;
  readonly title: string;
}

const FILE_LIMITS: readonly [RateLimit, ...RateLimit[]] = [{ name: 'files', intervalMs: 700, burst: 10 }];
const UPLOAD_TIMEOUT_MS = 10_000;

/** Hands the picture to Slack; repeating it leaves at most a file behind that nobody sees. */
export async function uploadChart(
  deps: ChartUploadDeps,
  teamId: string,
  { png, filename, title, altText }: Chart,
): Promise<Called<UploadedChart>> {
  const method = 'files.getUploadURLExternal';
  // The types of the client call the argument alt_text, which Slack does not know.
  const args = { filename, length: png.byteLength, alt_txt: altText };
  const asked = await callSlack(deps, { teamId, method, limits: FILE_LIMITS }, () =>
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
    body: Buffer.from(png),
    redirect: 'error',
    signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
  });
  await answer.body?.cancel();
  if (!answer.ok) return { kind: 'refused', error: `upload_http_${answer.status}` };
  return { kind: 'done', value: { fileId, title } };
}

/** Shows the uploaded picture in the message's thread. */
export async function shareChart(
  deps: ChartUploadDeps,
  teamId: string,
  { fileId, title }: UploadedChart,
  { channel, ts }: Place,
): Promise<Called<Place>> {
  const method = 'files.completeUploadExternal';
  return await callSlack(deps, { teamId, method, limits: FILE_LIMITS }, async () => {
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
