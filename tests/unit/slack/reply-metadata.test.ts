import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeReplyMetadata, encodeReplyMetadata } from '../../../src/slack/shortcuts/reply-metadata.ts';

const place = { channelId: 'C0SALES001', threadTs: '1795344000.000100', sentAt: '2026-11-22T12:00:00.000Z' };

it('carries any text through a form, cut to what Slack carries', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 3_000 }), (text) => {
      const encoded = encodeReplyMetadata({ ...place, text });
      expect(encoded.length).toBeLessThanOrEqual(3_000);
      const decoded = decodeReplyMetadata(encoded);
      expect(decoded).toMatchObject(place);
      expect(Array.from(decoded?.text ?? '').length).toBeLessThanOrEqual(500);
    }),
  );
  for (const text of ['"'.repeat(3_000), '\\'.repeat(3_000), '🦄'.repeat(3_000), 'a\nb']) {
    const encoded = encodeReplyMetadata({ ...place, text });
    expect(encoded.length).toBeLessThanOrEqual(3_000);
    expect(decodeReplyMetadata(encoded)).not.toBeNull();
  }
});

it('takes nothing else', () => {
  for (const text of ['', 'null', '{}', encodeReplyMetadata({ ...place, channelId: 'x', text: '' })]) {
    expect(decodeReplyMetadata(text)).toBeNull();
  }
});
