import { z } from 'zod';
import type { AssignmentPayload } from '../../src/core/payloads/assignment.ts';
import { bullets, section } from '../layout/parts.ts';
import { bold, clipMarkup, code, join, md } from '../text/mrkdwn.ts';
import { crmBlocks } from './crm-lines.ts';
import type { Handover, HandoverOptions, WorkView } from './view.ts';

const Output = z.object({
  written: z.number(),
  file: z.string(),
  skipped: z.array(z.object({ name: z.string(), reason: z.string() })),
});

/** Accounts that get another rep in the book of business. */
export const assignmentView: WorkView<AssignmentPayload> = {
  title: ({ about }) => `Assignment: ${about}`,
  left: md`No account changed hands.`,
  goingOn: (requester) => md`It is written to the book of business, and ${requester} is told.`,
  done: (requester) => md`It was written to the book of business, and ${requester} was told.`,
  kept: md`It was written to the book of business all the same.`,
  beingMade: {
    header: 'Assignment approved',
    text: (goal) => md`Your approved assignment (${goal}) is being written to the book of business.`,
  },
  handover,
};

function handover(
  { about, lines, inCrms }: AssignmentPayload,
  { approvedBy, output }: HandoverOptions,
): Handover {
  const made = Output.safeParse(output);
  const { written, file, skipped } = made.success ? made.data : { written: 0, file: '', skipped: [] };
  const where = file === '' ? md`the book of business` : md`the book of business (${code(file)})`;
  const accounts = written === 1 ? md`1 account stands` : md`${written} accounts stand`;
  const more = md`and more; the plan has them all`;
  const list = (title: string, items: readonly string[]) =>
    items.length === 0
      ? []
      : [
          section(
            join(
              [
                bold(title),
                bullets(
                  items.map((line) => md`${line}`),
                  { max: 1_500, line: 250, more },
                ),
              ],
              '\n',
            ),
          ),
        ];
  return {
    header: `Assigned: ${about}`,
    text: md`${accounts} under the new owner in ${where}.`,
    parts: [
      {
        blocks: [
          section(
            md`${clipMarkup(md`${accounts} under the new owner in ${where}`, 400)}${approvedBy}. It counts from now on${inCrms ? md`` : md`; your CRM is not touched`}.`,
          ),
        ],
      },
      { blocks: crmBlocks(output) },
      { blocks: list('Assigned', lines) },
      {
        blocks: list(
          'Not changed',
          skipped.map(({ name, reason }) => `${name}: ${reason}`),
        ),
      },
    ],
  };
}
