import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/sandbox/messages.ts';
import {
  answersTo,
  approvalCard,
  approver,
  cugar,
  messagesAbout,
  planCard,
  queue,
  readable,
  sales,
  seller,
} from '../support/e2e-plans.ts';
import { PATIENCE_MS, until } from '../support/e2e-program.ts';
import { expectValidTranscript } from '../support/e2e-transcript.ts';
import { openWorld, type World } from '../support/e2e-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const click = async (userId: string, card: Message, button: string) =>
  await world.sandbox.as(userId).click(world.sandbox.current(card), button);

/** The one direct message that tells the requester what came of it. */
async function told(planId: string, what: RegExp): Promise<Message> {
  const { channels } = world.sandbox.world;
  const isDirect = ({ channelId }: Message) => channels.get(channelId)?.kind === 'im';
  const found = () =>
    messagesAbout(world.sandbox, planId).filter(
      (message) => isDirect(message) && what.test(readable(message)),
    );
  await until(`the message of plan ${planId}`, () => found().length > 0);
  const [message, ...more] = found();
  if (!message || more.length > 0) throw new Error(`told ${more.length + 1} times`);
  return message;
}

describe('/cugar touchpoint', () => {
  /** The calendar file in the thread of the message. */
  async function calendarOf({ channelId, ts }: Message): Promise<string> {
    const { sandbox } = world;
    const shared = await until('the calendar file', () =>
      sandbox.messages(channelId).find(({ threadTs, files }) => threadTs === ts && files !== undefined),
    );
    expect(shared.files).toMatchObject([{ mimetype: 'text/calendar' }]);
    return Buffer.from(sandbox.files.find(shared.files?.[0]?.id ?? '')?.bytes ?? []).toString('utf8');
  }

  /** The start of an event as the file writes it, in milliseconds. */
  function startOf(calendar: string): number {
    const [, year, month, day, hour, minute] =
      /^DTSTART:(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)\d\dZ\r$/m.exec(calendar) ?? [];
    return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  }

  async function scheduled(): Promise<{ planId: string; calendar: string; message: Message }> {
    const planId = await queue(world.sandbox, 'touchpoint Acme --channel phone');
    const card = await approvalCard(world.sandbox, planId);
    await click(seller, card, 'Approve');
    expect(readable(await planCard(world.sandbox, planId))).toContain('Completed');
    expect(readable(world.sandbox.current(card))).toContain(`by <@${seller}>`);
    const message = await told(planId, /is set for/);
    return { planId, message, calendar: await calendarOf(message) };
  }

  it('becomes a calendar file once it is approved, and counts for the next one', async () => {
    await world.start();
    const first = await scheduled();
    expect(readable(first.message)).toContain('Cugar has invited nobody');
    expect(first.calendar).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*END:VCALENDAR\r\n$/);
    expect(first.calendar).toMatch(/^SUMMARY:.*Acme/m);
    expect(first.calendar).not.toMatch(/^(?:ATTENDEE|METHOD:REQUEST)/m);
    expect(startOf(first.calendar)).toBeGreaterThan(Date.now());
    const second = await scheduled();
    const apart = startOf(second.calendar) - startOf(first.calendar);
    expect(apart).toBeGreaterThanOrEqual(24 * 3_600_000);
    expectValidTranscript(world.sandbox);
  });

  it('leaves nothing behind where it is denied', async () => {
    await world.start();
    const planId = await queue(world.sandbox, 'touchpoint Acme --channel phone');
    await click(seller, await approvalCard(world.sandbox, planId), 'Deny');
    const form = await until('the form', () => world.sandbox.as(seller).openView());
    await world.sandbox.as(seller).submitView(form, { reason: 'They are on holiday.' });
    const card = readable(await planCard(world.sandbox, planId));
    expect(card).toContain('Denied, nothing was done');
    expect(card).not.toMatch(/completed/i);
    expect(messagesAbout(world.sandbox, planId).filter(({ files }) => files)).toEqual([]);
    expect(messagesAbout(world.sandbox, planId).map(readable).join()).not.toMatch(/is set for/);
  });
});

describe('/cugar territory assign', () => {
  it('is decided by an approver, written once, and told to who asked', async () => {
    const book = join(world.dir, 'book');
    await cp('data/sample', book, { recursive: true });
    const { sandbox } = world;
    await world.start({ SALES_DATA_DIR: book });
    const planId = await queue(sandbox, 'territory assign Hollowpine --to Canada');
    const card = await approvalCard(sandbox, planId);
    expect(readable(card)).toContain('Hollowpine');
    await click(seller, card, 'Approve');
    await until('the refusal', () =>
      answersTo(sandbox, seller).some((text) => /you asked for this yourself|not among those/.test(text)),
    );
    const file = join(book, 'assignments.csv');
    await expect(readFile(file, 'utf8')).rejects.toMatchObject({ code: 'ENOENT' });
    await click(approver, card, 'Approve');
    expect(readable(await planCard(sandbox, planId))).toContain('Completed');
    const rows = parse(await readFile(file, 'utf8'), { columns: true }) as Record<string, string>[];
    expect(rows).toMatchObject([
      { account: 'Hollowpine', owner: 'Chloe Tremblay', territory: 'Canada', plan_id: planId, by: approver },
    ]);
    const message = await told(planId, /1 account stands under the new owner/);
    expect(readable(message)).toMatch(/assignments\.csv.*approved by <@/is);
    expect(readable(message)).toContain('Chloe Tremblay');
    const again = await queue(sandbox, 'territory assign Hollowpine --to "NA West"');
    expect(readable(await approvalCard(sandbox, again))).toContain('Chloe Tremblay');
  });
});

describe('/cugar plan above the threshold', () => {
  const THRESHOLD = 'plan_confirm_above: { cost: 5, calls: 8 }';

  const hasButton = (blocks: unknown, text: string) => JSON.stringify(blocks).includes(`"text":"${text}"`);

  async function asked(): Promise<{ planId: string; card: Message }> {
    const registry = await readFile('registry.yaml', 'utf8');
    expect(registry).toContain(THRESHOLD);
    const path = join(world.dir, 'registry.yaml');
    await writeFile(path, registry.replace(THRESHOLD, 'plan_confirm_above: { cost: 0.5, calls: 1 }'));
    await world.start({ CUGAR_REGISTRY: path });
    const planId = await queue(world.sandbox, 'plan Review the deal with Corvane');
    const card = await world.sandbox.waitForMessage(
      ({ text, blocks }) => `${text}${JSON.stringify(blocks)}`.includes(planId) && hasButton(blocks, 'Run'),
      { timeoutMs: PATIENCE_MS },
    );
    expect(readable(card)).toContain('Run this plan?');
    expect(readable(card)).toMatch(/deal risk/i);
    return { planId, card };
  }

  it('runs once it is confirmed, and its message has the answers', async () => {
    const { planId, card } = await asked();
    await click(approver, card, 'Run');
    await until('the refusal', () =>
      answersTo(world.sandbox, approver).some((text) => /not among those/.test(text)),
    );
    await click(seller, card, 'Run');
    const done = readable(await planCard(world.sandbox, planId));
    expect(done).toMatch(/Completed, 4 of 4 steps done/);
    expect(done).toMatch(/to win|chance to win/);
    await until('the decided card', () => readable(world.sandbox.current(card)).includes('The plan runs.'));
    expectValidTranscript(world.sandbox);
  });

  it('runs nothing where it is discarded', async () => {
    const { planId, card } = await asked();
    await click(seller, card, 'Discard');
    const done = readable(await planCard(world.sandbox, planId));
    expect(done).toContain('Cancelled');
    expect(done).not.toMatch(/Completed|to win/);
    await until('the decided card', () =>
      readable(world.sandbox.current(card)).includes('Nothing of the plan was run.'),
    );
    expectValidTranscript(world.sandbox);
  });
});

describe('/cugar plan about a plan', () => {
  it('explains it from its records, and lists what happened to it', async () => {
    await world.start();
    const { sandbox } = world;
    const scored = await queue(sandbox, 'score Acme');
    await planCard(sandbox, scored);
    const about = async (goal: string) => {
      const { ackText } = await cugar(sandbox, `plan ${goal} ${scored}`);
      const planId = ackText?.match(/[0-9A-Z]{26}/g)?.find((id) => id !== scored);
      const card = await until('the card', () =>
        sandbox
          .messages(sales)
          .find(({ text }) => text.includes(`: Completed, `) && text.endsWith(`Plan ${planId}.`)),
      );
      return readable(card);
    };
    const why = await about('explain the plan');
    expect(why).toContain('Not part of this recommendation: buying signals, qualification and deal risk.');
    expect(why).toMatch(/fit: industry \(for\) 1\.00 × 0\.30 = 0\.30/);
    expect(why).toContain(`Plan ${scored}: template`);
    expect(await about('show the audit trail of the plan')).toMatch(/entries about plan.*plan created/s);
    expectValidTranscript(sandbox);
  });
});
