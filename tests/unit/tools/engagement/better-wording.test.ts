import { describe, expect, it } from 'vitest';
import type { Drafted, Drafter, DraftTask } from '../../../../src/core/drafter.ts';
import { draftOutboundMessage } from '../../../../src/tools/engagement/draft-outbound-message.ts';
import { anAccount } from '../../../support/records.ts';
import { toolContext } from '../../../support/tool-context.ts';

function drafterOf(answer: (task: DraftTask) => Drafted): Drafter & { readonly asked: DraftTask[] } {
  const asked: DraftTask[] = [];
  return {
    asked,
    draft: async (task) => {
      asked.push(task);
      return answer(task);
    },
  };
}

async function proposed(drafter?: Drafter, channel: 'email' | 'sms' = 'email') {
  const input = draftOutboundMessage.input.parse({ accountId: 'a1', channel });
  const proposal = await draftOutboundMessage.run(
    input,
    toolContext({ accounts: [anAccount()], senderName: 'Sam Lee', ...(drafter && { drafter }) }),
  );
  if (proposal.payload.kind !== 'message') throw new Error('no message');
  return { ...proposal, body: proposal.payload.body };
}

describe('the wording of a draft', () => {
  it('is the template where there is no model', async () => {
    const plain = await proposed();
    expect(plain.reasoning.join()).not.toContain('Worded');
  });

  it('is the model’s in the middle alone, and the card says so', async () => {
    const plain = await proposed();
    const drafter = drafterOf(({ text }) => ({ kind: 'written', text: { body: `${text.body}` } }));
    const better = await proposed(drafter);
    expect(better.body).toBe(plain.body);
    expect(better.reasoning.at(-1)).toContain('Worded by the model');
    expect(drafter.asked[0]?.text.body).not.toContain('Sam Lee');
    expect(plain.body).toContain(drafter.asked[0]?.text.body);
  });

  it('stays the template’s when the model’s is refused, and the card says why', async () => {
    const plain = await proposed();
    const kept = await proposed(drafterOf(() => ({ kind: 'kept', reason: 'the model is away' })));
    expect(kept.body).toBe(plain.body);
    expect(kept.reasoning.at(-1)).toBe('Worded by the template: the model is away.');
  });

  it('stays the template’s when the model’s would not pass the quality check', async () => {
    const plain = await proposed();
    const drafter = drafterOf(() => ({
      kind: 'written',
      text: { body: 'BUY NOW!!! 50 % off, guaranteed [FIRST_NAME]' },
    }));
    const kept = await proposed(drafter);
    expect(kept.body).toBe(plain.body);
    expect(kept.reasoning.at(-1)).toContain('did not pass the quality check');
  });

  it('is never the model’s outside e-mail', async () => {
    const drafter = drafterOf(() => ({ kind: 'kept', reason: 'x' }));
    await proposed(drafter, 'sms');
    expect(drafter.asked).toEqual([]);
  });
});
