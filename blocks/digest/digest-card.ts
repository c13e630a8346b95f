import type { KnownBlock } from '@slack/types';
import { type DigestContent, isQuiet } from '../../src/core/digest.ts';
import { weigh } from '../layout/compose.ts';
import type { Message } from '../layout/message.ts';
import { context, header, section } from '../layout/parts.ts';
import { lengthOf } from '../text/clean.ts';
import { bold, clipMarkup, fallback, join, type Mrkdwn, md, rawOf } from '../text/mrkdwn.ts';
import { type DigestSection, sectionsOf } from './sections.ts';
import { covered, dayName, freshness, inOneSentence, warningOf, whyYouGetThis } from './words.ts';

/** A digest as it is sent: first the head, which the card replaces, then the replies in its thread. */
export interface DigestMessages {
  /** Says everything in one sentence: all that stands there if the rest never comes. */
  readonly head: Message;
  readonly card: Message;
  readonly replies: readonly Message[];
}

/** Code points of one entry, of all entries of one section on the card, and of one reply. */
const LINE = 420;
const SECTION = 850;
const REPLY = 2_800;
const SECTIONS_A_REPLY = 2;
const MAX_REPLIES = 6;

export function digestMessages(content: DigestContent): DigestMessages {
  if (isQuiet(content)) {
    const line = quietLine(content);
    return { head: line, card: line, replies: [] };
  }
  const head = oneSection(content, inOneSentence(content), 'digest.0');
  const cut = sectionsOf(content).map((one) => ({ ...one, ...split(one) }));
  return { head, card: card(content, cut), replies: repliesOf(cut) };
}

/** One line, and no more, for a day without news. */
function quietLine(content: DigestContent): Message {
  const { hot, risky } = content;
  const same = [
    ...(hot && hot.total > 0 ? [md`${hot.total} hot`] : []),
    ...(risky && risky.total > 0 ? [md`${risky.total} at risk`] : []),
  ];
  const unchanged = same.length === 0 ? md`` : md` Unchanged: ${join(same, ', ')}.`;
  const gaps = (hot?.failed ?? 0) + (risky?.failed ?? 0);
  const failed = gaps === 0 ? md`` : md` ${gaps} could not be judged.`;
  return oneSection(
    content,
    md`A quiet day: nothing ended, nothing waits, no new signal.${unchanged}${failed}`,
    'digest.1',
  );
}

function oneSection(content: DigestContent, said: Mrkdwn, blockId: string): Message {
  const warning = warningOf(content);
  const label = warning === null ? md`` : md`⚠ ${warning} `;
  const line = md`${bold(titleOf(content))} · ${label}${said} ${whyYouGetThis(content)}`;
  return {
    text: fallback(md`${titleOf(content)}. ${label}${said}`),
    blocks: [{ ...section(line), block_id: blockId }],
  };
}

function titleOf({ audience, date, askedBy }: DigestContent): string {
  const whose = audience.kind === 'person' ? `Your lines, ${audience.owner.slice(0, 60)}` : 'Daily digest';
  return askedBy === null || audience.kind === 'person'
    ? `${whose}, ${dayName(date)}`
    : `Digest, ${dayName(date)}`;
}

type CutSection = DigestSection & { readonly shown: readonly Mrkdwn[]; readonly rest: readonly Mrkdwn[] };

function card(content: DigestContent, sections: readonly CutSection[]): Message {
  const warning = warningOf(content);
  const blocks: KnownBlock[] = [
    header(titleOf(content)),
    ...(warning === null ? [] : [section(md`⚠ ${bold(warning)}`, 350)]),
    ...sections.map((one) => section(cardText(one))),
    ...(content.lesson?.change ? [context(md`${content.lesson.change}`)] : []),
    context(covered(content), freshness(content)),
    context(whyYouGetThis(content)),
  ];
  const label = warning === null ? md`` : md`${warning} `;
  return {
    text: fallback(md`${titleOf(content)}. ${label}${inOneSentence(content)}`),
    blocks: blocks.map((block, index) => ({ ...block, block_id: `digest.1.${index}` })),
  };
}

function cardText({ title, lead, shown, rest, beyond, more }: CutSection): Mrkdwn {
  const left = [
    ...(rest.length > 0 ? [md`• ${rest.length} more in the thread`] : []),
    ...(beyond > 0 ? [md`• ${beyond} more, see ${more}`] : []),
  ];
  return join([bold(title), clipMarkup(lead, 500), ...shown, ...left], '\n');
}

/** The first entries that the section's room on the card holds; at least one. */
function split({ lines }: DigestSection): Pick<CutSection, 'shown' | 'rest'> {
  const all = lines.map((line) => md`• ${clipMarkup(line, LINE)}`);
  let room = SECTION;
  const count = all.findIndex((line) => {
    room -= lengthOf(rawOf(line)) + 1;
    return room < 0;
  });
  const kept = count < 0 ? all.length : Math.max(1, count);
  return { shown: all.slice(0, kept), rest: all.slice(kept) };
}

function repliesOf(sections: readonly CutSection[]): Message[] {
  const texts = sections.flatMap(({ title, rest }) => paged(rest).map((page) => ({ title, page })));
  const pages = Array.from({ length: Math.ceil(texts.length / SECTIONS_A_REPLY) }, (_, index) =>
    texts.slice(index * SECTIONS_A_REPLY, (index + 1) * SECTIONS_A_REPLY),
  );
  return pages.slice(0, MAX_REPLIES).map((page, index) => {
    const last = index === MAX_REPLIES - 1 && pages.length > MAX_REPLIES;
    const blocks = [
      ...page.map(({ title, page: text }) => section(md`${bold(`${title}, continued`)}\n${text}`)),
      ...(last ? [context(md`The rest does not fit here.`)] : []),
    ];
    const titles = [...new Set(page.map(({ title }) => title))].join(', ');
    return { text: fallback(md`The rest of the digest: ${titles}.`), blocks };
  });
}

function paged(lines: readonly Mrkdwn[]): Mrkdwn[] {
  const pages: Mrkdwn[][] = [];
  let room = 0;
  for (const line of lines) {
    room -= weigh(rawOf(line)) + 1;
    if (room < 0) {
      pages.push([]);
      room = REPLY - weigh(rawOf(line)) - 1;
    }
    pages.at(-1)?.push(line);
  }
  return pages.map((page) => join(page, '\n'));
}
