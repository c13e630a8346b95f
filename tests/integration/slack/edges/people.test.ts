import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPROVE_ACTION } from '../../../../blocks/index.ts';
import { SAMPLE } from '../../../../src/sandbox/sample-world.ts';
import { createSandbox } from '../../../../src/sandbox/sandbox.ts';
import { sharedRedisUrl } from '../../../support/redis.ts';
import { hasButtons, openRequest, stateOf } from '../support/approvals.ts';
import { type Bot, freshTeamId, startBot } from '../support/bot.ts';
import { click, forgeClick } from '../support/clicks.ts';

const { people, groups } = SAMPLE;
const ORGANIZATION = 'E0SANDBOX1';
const COUSIN = 'U0COUSIN01';
const COMMUTER = 'U0COMMUTER';
const OTHER_TEAM = 'T0COUSINS1';
let bot: Bot;

/** A workspace of an organization, with a person of a sister workspace and one who is in both. */
beforeEach(async () => {
  const teamId = freshTeamId();
  const sandbox = await createSandbox({ team: { id: teamId, enterpriseId: ORGANIZATION } });
  const cousin = { teamId: OTHER_TEAM, enterpriseId: ORGANIZATION };
  sandbox.world.addPerson({ id: COUSIN, name: 'cousin', ...cousin });
  sandbox.world.addPerson({
    id: COMMUTER,
    name: 'commuter',
    ...cousin,
    teamIds: [OTHER_TEAM, teamId],
  });
  sandbox.world.groups.get(groups.approvers)?.users.push(COUSIN);
  bot = await startBot({ redisUrl: sharedRedisUrl(), sandbox });
  await bot.start();
});
afterEach(async () => {
  await bot.close();
  expect(bot.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

const by = (...approvers: string[]) => ({ policy: { kind: 'approvers', approvers } }) as const;

describe('people of the same organization, in other workspaces', () => {
  it('may decide where the policy names them by id', async () => {
    const { planId, card } = await openRequest(bot, by(COUSIN));
    await click(bot, COUSIN, card(), APPROVE_ACTION);
    expect(await stateOf(bot, planId)).toBe('approved');
  });

  it('may not by being in a user group', async () => {
    const { planId, card, told } = await openRequest(bot, by(groups.approvers));
    await click(bot, COUSIN, card(), APPROVE_ACTION);
    await told(COUSIN, 'only members of the workspace');
    expect(await stateOf(bot, planId)).toBe('pending');
    expect(hasButtons(card())).toBe(true);
  });

  it('are like everybody else when they are in our workspace too', async () => {
    bot.sandbox.world.groups.get(groups.approvers)?.users.push(COMMUTER);
    const { planId, card } = await openRequest(bot, by(groups.approvers));
    await click(bot, COMMUTER, card(), APPROVE_ACTION);
    expect(await stateOf(bot, planId)).toBe('approved');
  });

  it('a stranger of another organization stays one, named or not', async () => {
    const { planId, card, told } = await openRequest(bot, by(people.stranger));
    await click(bot, people.stranger, card(), APPROVE_ACTION);
    await told(people.stranger, 'only members of the workspace');
    expect(await stateOf(bot, planId)).toBe('pending');
  });

  it('a click of an organization-wide installation names no team, and counts all the same', async () => {
    const { planId, card } = await openRequest(bot, by(people.manager));
    const shown = card();
    const buttons = shown.blocks.flatMap(({ elements }) => (Array.isArray(elements) ? elements : []));
    const { value } = buttons.find((element) => element.action_id === APPROVE_ACTION);
    const payload = {
      type: 'block_actions',
      user: { id: people.manager, team_id: bot.teamId },
      team: null,
      enterprise: { id: ORGANIZATION, name: 'Sandbox organization' },
      is_enterprise_install: true,
      api_app_id: bot.sandbox.world.app.appId,
      trigger_id: 'none',
      container: { type: 'message', channel_id: shown.channelId, message_ts: shown.ts },
      channel: { id: shown.channelId },
      actions: [{ type: 'button', action_id: APPROVE_ACTION, value }],
    };
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    expect((await bot.sandbox.raw.post(body)).status).toBe(200);
    expect(await stateOf(bot, planId)).toBe('approved');
  });
});

describe('people whose standing changes', () => {
  it('an approver who is made a guest decides no more', async () => {
    const { planId, card, told } = await openRequest(bot, by(people.manager, people.approver));
    const manager = bot.sandbox.world.people.get(people.manager);
    if (!manager) throw new Error('nobody');
    manager.kind = 'guest';
    await click(bot, people.manager, card(), APPROVE_ACTION);
    await told(people.manager, 'guests may not decide');
    expect(await stateOf(bot, planId)).toBe('pending');
    await click(bot, people.approver, card(), APPROVE_ACTION);
    expect(await stateOf(bot, planId)).toBe('approved');
  });

  it('nor one who is deactivated and whose click was on its way', async () => {
    const { planId, card } = await openRequest(bot, by(people.manager));
    const manager = bot.sandbox.world.people.get(people.manager);
    if (!manager) throw new Error('nobody');
    manager.kind = 'deactivated';
    expect((await forgeClick(bot, people.manager, card())).status).toBe(200);
    await expect.poll(() => bot.refusals.at(-1)).toBe('deactivated');
    expect(await stateOf(bot, planId)).toBe('pending');
  });
});
