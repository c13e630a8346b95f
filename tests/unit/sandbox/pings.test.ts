import { describe, expect, it } from 'vitest';
import { pingsIn, pingsInText } from '../../../src/sandbox/pings.ts';

describe('what Slack would resolve', () => {
  it.each([
    ['<@U0SELLER01>', 'user', 'U0SELLER01'],
    ['<@W0SELLER01|sam>', 'user', 'W0SELLER01'],
    ['<!channel>', 'channel', 'channel'],
    ['<!here|here>', 'here', 'here'],
    ['<!everyone>', 'everyone', 'everyone'],
    ['<!subteam^S0APPROVER|@team>', 'group', 'S0APPROVER'],
    ['<#C0SALES001|sales>', 'channel_link', 'C0SALES001'],
    ['<https://evil.example/x|click>', 'link', 'https://evil.example/x'],
    ['<mailto:a@example.com|a>', 'link', 'mailto:a@example.com'],
    ['see https://evil.example/y', 'link', 'https://evil.example/y'],
  ])('%s is a %s', (text, kind, target) => {
    expect(pingsInText(text, 'text')).toEqual([{ kind, target, where: 'text' }]);
  });

  it.each(['&lt;!channel&gt;', '@channel', 'a < b > c', '<!date^1^{date}|x>', '<b>', '<>'])(
    '%s is nothing',
    (text) => {
      expect(pingsInText(text, 'text')).toEqual([]);
    },
  );

  it('reads mrkdwn in blocks and says where, but no plain text', () => {
    const blocks = [
      { type: 'header', text: { type: 'plain_text', text: '<!channel>' } },
      { type: 'section', text: { type: 'mrkdwn', text: 'x' }, fields: [{ type: 'mrkdwn', text: '<!here>' }] },
      { type: 'context', elements: [{ type: 'mrkdwn', text: '<@U1AAAAAAA>' }] },
    ];
    expect(pingsIn('fine', blocks)).toEqual([
      { kind: 'here', target: 'here', where: '/blocks/1/fields/0' },
      { kind: 'user', target: 'U1AAAAAAA', where: '/blocks/2/elements/0' },
    ]);
  });

  it('reads rich text and markdown', () => {
    const run = (...elements: object[]) => [
      { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] },
    ];
    const kinds = (blocks: object[]) => pingsIn('', blocks).map(({ kind, target }) => `${kind} ${target}`);
    expect(
      kinds(
        run(
          { type: 'broadcast', range: 'here' },
          { type: 'user', user_id: 'U1' },
          { type: 'text', text: '<!channel>' },
        ),
      ),
    ).toEqual(['here here', 'user U1']);
    expect(
      kinds(run({ type: 'usergroup', usergroup_id: 'S1' }, { type: 'link', url: 'https://a.example' })),
    ).toEqual(['group S1', 'link https://a.example']);
    expect(kinds([{ type: 'markdown', text: '[x](https://a.example) <!everyone>' }])).toEqual([
      'everyone everyone',
      'link https://a.example',
    ]);
  });
});
