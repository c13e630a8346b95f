import { Agent, request } from 'node:http';
import { APPROVE_ACTION } from '../../blocks/index.ts';
import { SAMPLE } from '../../src/sandbox/sample-world.ts';
import { signedHeaders } from '../../src/sandbox/signing.ts';
import type { World } from '../../src/sandbox/world.ts';

/** Slack's side of the wire, without what the local Slack remembers of it. */
export interface SlackRequests {
  /** Types `/cugar …` in #sales; answers how long the acknowledgement took, ms. */
  command(text: string): Promise<Sent>;
  /** Clicks Approve on the card at `ts` in #sales. */
  approve(value: string, ts: string): Promise<Sent>;
  close(): void;
}

export interface Sent {
  readonly ms: number;
  readonly body: string;
}

const { seller } = SAMPLE.people;
const { sales } = SAMPLE.channels;

export function createSlackRequests(requestUrl: string, { team, app }: World): SlackRequests {
  const agent = new Agent({ keepAlive: true });
  let serial = 0;
  const unique = () => `${Date.now()}.${++serial}`;

  function send(fields: Readonly<Record<string, string>>): Promise<Sent> {
    const body = new URLSearchParams(fields).toString();
    const timestampS = Math.floor(Date.now() / 1_000);
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body)),
      ...signedHeaders(app.signingSecret, timestampS, body),
    };
    const startedAt = performance.now();
    return new Promise((resolve, reject) => {
      const outgoing = request(requestUrl, { method: 'POST', agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('error', reject);
        response.on('end', () => {
          const ms = performance.now() - startedAt;
          if (response.statusCode === 200) resolve({ ms, body: text });
          else reject(new Error(`the bot answered ${response.statusCode}: ${text}`));
        });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  return {
    command: (text) =>
      send({
        team_id: team.id,
        team_domain: team.domain,
        channel_id: sales,
        channel_name: 'sales',
        user_id: seller,
        user_name: 'sample.seller',
        command: '/cugar',
        text,
        api_app_id: app.appId,
        is_enterprise_install: 'false',
        response_url: 'http://127.0.0.1:9/unused',
        trigger_id: unique(),
      }),
    approve: (value, ts) =>
      send({
        payload: JSON.stringify({
          type: 'block_actions',
          team: { id: team.id, domain: team.domain },
          user: { id: seller, username: 'sample.seller', team_id: team.id },
          api_app_id: app.appId,
          container: { type: 'message', message_ts: ts, channel_id: sales, is_ephemeral: false },
          channel: { id: sales, name: 'sales' },
          trigger_id: unique(),
          response_url: 'http://127.0.0.1:9/unused',
          actions: [
            { type: 'button', action_id: APPROVE_ACTION, block_id: 'decide', value, action_ts: unique() },
          ],
        }),
      }),
    close: () => agent.destroy(),
  };
}
