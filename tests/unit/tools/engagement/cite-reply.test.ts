import { describe, expect, it } from 'vitest';
import { citeReply } from '../../../../src/tools/engagement/cite-reply.ts';

const now = new Date('2026-11-22T12:00:00Z');

describe('a message that is answered', () => {
  it('is cited with its day, and said not to be answered', () => {
    const cited = citeReply({ text: 'Can you\nsend a price?', sentAt: '2026-11-20T09:00:00.000Z' }, now);
    expect(cited.evidence).toEqual([
      {
        text: 'Message in Slack: “Can you send a price?”',
        source: 'Slack',
        occurredAt: '2026-11-20T09:00:00.000Z',
      },
    ]);
    expect(cited.unknowns).toEqual([expect.stringContaining('does not answer it')]);
  });

  it('has no day that lies ahead or is not known', () => {
    expect(citeReply({ text: 'a', sentAt: '2027-01-01T00:00:00.000Z' }, now).evidence[0]).not.toHaveProperty(
      'occurredAt',
    );
    expect(citeReply({ text: 'a' }, now).evidence).toHaveLength(1);
  });

  it('is cut', () => {
    const [evidence] = citeReply({ text: 'long '.repeat(700) }, now).evidence;
    expect(Array.from(evidence?.text ?? '').length).toBeLessThan(200);
  });

  it('is nothing where there is none', () => {
    for (const none of [undefined, {}, { text: ' \n ' }]) {
      expect(citeReply(none, now)).toEqual({ evidence: [], unknowns: [] });
    }
  });
});
