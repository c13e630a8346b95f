import { CugarError } from '../../core/errors.ts';
import { type Body, readPayload } from '../receiver/parse-body.ts';
import type { Envelope } from './frames.ts';

export type SocketRequest =
  | {
      readonly body: Body;
      readonly kind: string;
      /** Equal for every delivery of it; null for events, which are told apart where they are handled. */
      readonly name: string | null;
    }
  | { readonly refusal: string };

/** The request in an envelope, if it means something and is for us. */
export function readRequest({ id, payload }: Envelope, appId: string | undefined): SocketRequest {
  const body = readPayload(payload);
  if (!body) return { refusal: 'invalid_payload' };
  const { api_app_id: other, trigger_id: trigger } = body;
  if (appId !== undefined && typeof other === 'string' && other !== appId) return { refusal: 'other_app' };
  const isEvent = body.type === 'event_callback';
  const own = typeof trigger === 'string' && trigger !== '' ? `trigger:${trigger}` : `envelope:${id}`;
  return { body, kind: String(body.type ?? body.command), name: isEvent ? null : own };
}

/** Why a link cannot be used, or null: its token must be of the app that the bot token is of. */
export function openingProblem(linked: string | undefined, ours: string | undefined): CugarError | null {
  if (linked === undefined || ours === undefined || linked === ours) return null;
  return new CugarError('SYSTEM_CONFIG', 'SLACK_APP_TOKEN belongs to another app than SLACK_BOT_TOKEN', {
    hint: 'Take both tokens from the settings of the same app; see docs/reference/configuration.md#slack_app_token.',
  });
}
