import { describe, expect, it } from 'vitest';
import {
  isTooLong,
  MAX_BODY,
  overflowOf,
  textBlocks,
  threadPart,
} from '../../../../blocks/layout/long-text.ts';
import { textsOf } from '../../../support/message-texts.ts';

describe('long texts', () => {
  it('shows what fits exactly, subject and text apart', () => {
    const body = 'Hello  Dana,\n\n\tindented <b> *not bold*\n';
    expect(textsOf(textBlocks({ subject: 'Lyon', body }))).toBe(`Subject\nLyon\nText\n${body}`);
    expect(overflowOf({ subject: 'Lyon', body })).toEqual([]);
  });

  it('says that it cut, and has the whole text for the thread', () => {
    const body = 'word '.repeat(2_000);
    const parts = overflowOf({ subject: 'Lyon', body });
    expect(isTooLong({ body })).toBe(true);
    expect(textsOf(textBlocks({ body }))).toContain('… (cut)');
    expect(parts.join('')).toBe(`Subject: Lyon\n\n${body}`);
    expect(parts).toHaveLength(4);
  });

  it('counts code points', () => {
    expect(isTooLong({ body: '😀'.repeat(MAX_BODY) })).toBe(false);
    expect(isTooLong({ body: '😀'.repeat(MAX_BODY + 1) })).toBe(true);
    expect(isTooLong({ subject: 's'.repeat(251), body: 'b' })).toBe(true);
  });

  it('numbers the parts in the thread', () => {
    const reply = threadPart('the rest', 2, 3);
    expect(reply.text).toBe('Full text, part 2 of 3');
    expect(textsOf(reply.blocks)).toContain('the rest');
  });
});
