import { describe, expect, it } from 'vitest';
import { loadPlaybook } from '../../../../../src/config/playbook.ts';
import type { Touch } from '../../../../../src/core/touches.ts';
import { draftOutboundMessage } from '../../../../../src/tools/engagement/draft-outbound-message.ts';
import {
  manageTemplateLibrary,
  TemplatesOutput,
} from '../../../../../src/tools/engagement/manage-template-library.ts';
import { inMemoryTouches } from '../../../../support/in-memory-touches.ts';
import { anAccount, daysAgo } from '../../../../support/records.ts';
import { commitContext, toolContext } from '../../../../support/tool-context.ts';

const SECOND = {
  since: '2026-11-24',
  note: 'Asks for less.',
  frame: 1,
  subject: 'A short question about plans at {{company}}',
  plain_subject: 'A short question about your plans',
  body: 'I would rather ask than assume what matters at {{company|your company}} right now.',
  ask: 'Which topic matters most this quarter?',
};
const playbook = loadPlaybook({
  templates: { letters: { cold: { friendly: { current: 2, versions: { 2: SECOND } } } } },
});

/** `count` texts of a version, so many of them changed by a person or worded by the model. */
function sends(
  version: number,
  count: number,
  { edited = 0, byModel = 0 }: { edited?: number; byModel?: number } = {},
): Touch[] {
  return Array.from({ length: count }, (_, n) => ({
    key: `v${version}-${n}`,
    at: daysAgo(count - n),
    kind: 'message',
    channel: 'email',
    accountId: 'a1',
    template: { id: 'cold_friendly', version, edited: n < edited, byModel: n >= count - byModel },
  }));
}

async function ask(input: object, touches: readonly Touch[] | null = []) {
  const context = toolContext({ playbook, ...(touches && { touches: inMemoryTouches(touches) }) });
  const parsed = manageTemplateLibrary.input.parse(input);
  return TemplatesOutput.parse(await manageTemplateLibrary.run(parsed, context));
}

const linesOf = ({ details = [] }: TemplatesOutput, title: string) =>
  details.find((detail) => detail.title === title)?.lines ?? [];

describe('the list of templates', () => {
  it('names every one with its version in use, and how often it was handed over', async () => {
    const found = await ask({}, sends(1, 3));
    expect(found.headline).toBe('30 templates; 3 texts made of them handed over so far.');
    expect(linesOf(found, 'E-mails and call scripts')).toContain(
      'cold_professional v1, cold_friendly v2 (3 handed over), cold_concise v1, cold_formal v1',
    );
    expect(linesOf(found, 'LinkedIn notes')).toHaveLength(5);
    expect(linesOf(found, 'Text messages')).toContain('sms_open_deal v1');
    expect(found.shown).toBeNull();
  });

  it('keeps what was counted of versions that are gone', async () => {
    const found = await ask({}, sends(9, 2));
    expect(linesOf(found, 'No longer in the library')).toEqual(['cold_friendly v9 (2 handed over)']);
  });

  it('does not take an unknown count for none', async () => {
    const found = await ask({}, null);
    expect(found.headline).toBe('30 templates.');
    expect(found.unknowns[0]).toBe('How often each was used; nobody keeps it here.');
    expect((await ask({ template: 'cold_formal' }, null)).shown?.versions[0]).toMatchObject({
      handedOver: null,
    });
  });
});

describe('one template', () => {
  it('shows its words and, by version, what was approved unchanged with its interval', async () => {
    // 11 of 14: Wilson's 95 % interval is 0.5243 to 0.9243.
    const found = await ask({ template: 'cold friendly' }, sends(2, 16, { edited: 3, byModel: 2 }));
    const use =
      '16 handed over, 2 of them worded by the model, the last on 21 November 2026; 11 of 14 approved unchanged, 79 % (52 % to 92 %)';
    expect(found.headline).toBe(`cold_friendly: version 2 of 2 is in use, ${use}.`);
    expect(linesOf(found, 'Version 2, in use')).toContain('Question: Which topic matters most this quarter?');
    expect(linesOf(found, 'Versions')).toEqual([
      `2, since 24 November 2026, in use: Asks for less. – ${use}`,
      '1, since 22 November 2026: As first shipped. – not handed over yet',
    ]);
    expect(found.shown?.versions[1]?.unchanged).toEqual({
      share: 11 / 14,
      low: expect.closeTo(0.5243, 3),
      high: expect.closeTo(0.9243, 3),
    });
  });

  it('says that there are not enough sends yet, and gives no share', async () => {
    const found = await ask({ template: 'cold_friendly' }, sends(2, 9));
    expect(found.headline).toContain("not enough sends yet: 9 of 10 in the template's own words");
    expect(found.headline).not.toContain('%');
    expect(found.shown?.versions[1]).toMatchObject({ handedOver: 9, unchanged: null });
  });

  it('never claims to know an answer', async () => {
    const found = await ask({ template: 'cold_friendly' }, sends(2, 40));
    expect(found.unknowns).toEqual([
      'Whether the recipients answered: nothing is sent from here, and no reply is seen.',
    ]);
    expect(JSON.stringify(found)).not.toMatch(/response rate|reply rate/i);
  });

  it.each([
    [
      'friendly',
      'Several templates are meant by “friendly”.',
      /^Name one: signal_friendly, open_deal_friendly/,
    ],
    ['cold frendly', 'There is no template “cold frendly”.', /^There is cold_professional/],
    ['nonsense', 'There is no template “nonsense”.', /^There is signal_professional/],
  ])('named “%s” is asked back', async (template, message, hint) => {
    await expect(ask({ template })).rejects.toMatchObject({
      message,
      detail: { hint: expect.stringMatching(hint) },
    });
  });
});

describe('two versions', () => {
  it('differ in these parts, and cannot be told apart with few sends', async () => {
    const found = await ask({ template: 'cold_friendly', compare: [1, 2] }, [
      ...sends(1, 12),
      ...sends(2, 4),
    ]);
    expect(found.headline).toBe('cold_friendly, versions 1 and 2: 2 parts differ.');
    expect(found.reasons).toEqual([
      'Not enough sends yet to compare them: version 2 has 4 texts in its own words, 10 are needed of each.',
    ]);
    expect(linesOf(found, 'What differs')).toContain(
      'Question, version 1: What is at the top of your list this quarter?',
    );
  });

  it.each([
    // 20 of 30 against 28 of 30: z = (0.2667 - 0.0333) / 0.1033 = 2.26, chance 0.024.
    [10, 2, 'Version 2 is approved unchanged more often than version 1, by more than chance.'],
    // 24 of 30 against 28 of 30: z = (0.1333 - 0.0333) / 0.0878 = 1.14, chance 0.25.
    [6, 2, 'The two cannot be told apart by how often they are approved unchanged: chance would do as much.'],
  ])('with %d and %d of 30 changed', async (first, second, verdict) => {
    const touches = [...sends(1, 30, { edited: first }), ...sends(2, 30, { edited: second })];
    expect((await ask({ template: 'cold_friendly', compare: [1, 2] }, touches)).reasons).toEqual([verdict]);
  });

  it('must exist and be two', async () => {
    await expect(ask({ template: 'cold_friendly', compare: [1, 3] })).rejects.toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
      detail: { hint: 'It has 1 and 2.' },
    });
    expect(manageTemplateLibrary.input.safeParse({ template: 'x', compare: [1, 1] }).success).toBe(false);
    expect(manageTemplateLibrary.input.safeParse({ compare: [1, 2] }).success).toBe(false);
  });
});

describe('a draft', () => {
  async function proposed() {
    const input = draftOutboundMessage.input.parse({ accountId: 'a1', tone: 'friendly' });
    const proposal = await draftOutboundMessage.run(
      input,
      toolContext({ accounts: [anAccount()], playbook }),
    );
    if (proposal.payload.kind !== 'message') throw new Error('no message');
    return { proposal, payload: proposal.payload };
  }

  async function noted(body: (text: string) => string, key = 'k1') {
    const { proposal, payload } = await proposed();
    const touches = inMemoryTouches();
    const context = { ...commitContext({ accounts: [anAccount()], touches, playbook }), idempotencyKey: key };
    const approved = { ...proposal, payload: { ...payload, body: body(payload.body) } };
    await draftOutboundMessage.commit(approved, context);
    return await touches.templateUse();
  }

  it('takes the current version, and says which', async () => {
    const { proposal, payload } = await proposed();
    expect(payload.body).toContain(
      'I would rather ask than assume what matters at Northwind Traders right now.',
    );
    expect(payload.template).toMatchObject({ id: 'cold_friendly', version: 2, byModel: false });
    expect(proposal.reasoning).toContain('Made of template cold_friendly, version 2.');
  });

  it('is counted once approved, as it was or as it was changed', async () => {
    const use = { id: 'cold_friendly', version: 2, handedOver: 1, byModel: 0 };
    expect(await noted((text) => text)).toMatchObject([{ ...use, edited: 0 }]);
    expect(await noted((text) => `${text.replaceAll('\n', ' \n')}\n`)).toMatchObject([{ ...use, edited: 0 }]);
    expect(await noted((text) => text.replace('rather ask', 'like to ask'))).toMatchObject([
      { ...use, edited: 1 },
    ]);
  });

  it('that the model worded says nothing about the words of the template', async () => {
    const drafter = {
      draft: async () => ({
        kind: 'written' as const,
        text: { body: 'I would rather ask than assume.\n\nWhich topic matters most this quarter?' },
      }),
    };
    const touches = inMemoryTouches();
    const given = { accounts: [anAccount()], playbook, drafter, touches };
    const input = draftOutboundMessage.input.parse({ accountId: 'a1', tone: 'friendly' });
    const proposal = await draftOutboundMessage.run(input, toolContext(given));
    expect(proposal.payload).toMatchObject({ template: { byModel: true } });
    await draftOutboundMessage.commit(proposal, commitContext(given));
    expect(await touches.templateUse()).toMatchObject([{ handedOver: 1, byModel: 1, edited: 0 }]);
  });
});
