import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  approvalCard,
  approvalPlaceholder,
  denyModal,
  editModal,
  handover,
  type Message,
  planCard,
  statusOne,
  threadPart,
} from '../../../blocks/index.ts';
import { weigh } from '../../../blocks/layout/compose.ts';
import { validateMessage } from '../../../blocks/validate/message.ts';
import { blocksTextLength } from '../../../blocks/validate/totals.ts';
import { validateView } from '../../../blocks/validate/view.ts';
import { hostileText } from '../../support/hostile.ts';
import {
  hostileApproval,
  hostileChecks,
  hostilePayload,
  hostileRecord,
} from '../../support/hostile-records.ts';
import { liveFallback, liveMarkup } from '../../support/live-markup.ts';
import { withApproval } from '../../support/plan-records.ts';

const CRITICAL_PATH = ['header', 'section', 'context', 'divider', 'actions', 'input', 'rich_text'];

/** All that must hold for every message, whatever it was made of. */
function expectSafe(message: Message): void {
  expect(validateMessage(message, 'chat.update')).toBeNull();
  expect(liveMarkup(message.blocks)).toEqual([]);
  expect(liveFallback(message.text)).toEqual([]);
  expect(message.text.trim().length).toBeGreaterThan(10);
  expect(message.blocks.length).toBeLessThanOrEqual(50);
  expect(blocksTextLength(message.blocks) + weigh(message.text)).toBeLessThanOrEqual(8_000);
  expect(CRITICAL_PATH).toEqual(expect.arrayContaining(message.blocks.map(({ type }) => type)));
}

describe('whatever the data says', () => {
  it('a plan card and a status stay within the limits and mention, link and format nothing', () => {
    fc.assert(
      fc.property(hostileRecord, (record) => {
        expectSafe(planCard(record));
        expectSafe(statusOne(record, { dataMode: 'sample' }));
      }),
      { numRuns: 150, interruptAfterTimeLimit: 10_000 },
    );
  });

  it('approval cards, their placeholders and handovers do too', () => {
    fc.assert(
      fc.property(hostileApproval, fc.option(hostileText), (approval, requester) => {
        const record = withApproval(approval, requester === null ? {} : { plan: { requestedBy: requester } });
        const card = approvalCard(record, 'draft', { dataMode: 'mock' });
        const ready = handover(record, 'draft');
        for (const message of [card, ready, approvalPlaceholder(record, 'draft')]) expectSafe(message);
        for (const [index, part] of [...card.overflow, ...ready.overflow].entries()) {
          expectSafe(threadPart(part, index + 1, card.overflow.length));
        }
        const buttons = card.blocks.filter(({ type }) => type === 'actions');
        expect(buttons).toHaveLength(approval.state === 'pending' ? 1 : 0);
      }),
      { numRuns: 300, interruptAfterTimeLimit: 10_000 },
    );
  });

  it('modals stay valid', () => {
    fc.assert(
      fc.property(hostileText, hostilePayload, hostileChecks, (summary, payload, checks) => {
        const deny = denyModal({ privateMetadata: 'ref', summary });
        const edit = editModal({ privateMetadata: 'ref', payload, checks });
        for (const view of [deny, edit]) expect(validateView(view)).toEqual([]);
        expect(liveMarkup(deny)).toEqual([]);
      }),
      { numRuns: 150, interruptAfterTimeLimit: 10_000 },
    );
  });
});
