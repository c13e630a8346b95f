import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectPath } from '../../../src/config/paths.ts';
import { CONFIRMING_TOOL, type Goal, type MadePlan } from '../../../src/core/planning.ts';
import { type GoalWorld, readGoal } from '../../../src/planner/goal/read-goal.ts';
import { createPlanMaker } from '../../../src/planner/plan-maker.ts';
import { estimateOf } from '../../../src/planner/plan-room.ts';
import { assemble } from '../../../src/planner/ranked/assemble.ts';
import { chooseWiring } from '../../../src/planner/ranked/choose.ts';
import { wiringsOf } from '../../../src/planner/ranked/wirings.ts';
import { catalogue } from '../../../src/tools/index.ts';
import { type ModelServer, says, startModelServer } from '../../support/model-server.ts';
import { countingMeter, modelAt, ownConfig, ownRegistry } from '../../support/model-world.ts';
import { openOwnWorld } from '../../support/own-world.ts';
import { THIRTY_GOALS, type WantedPlan } from '../../support/thirty-goals.ts';

const never = new AbortController().signal;
const wirings = wiringsOf(ownRegistry);
let world: GoalWorld & { close(): Promise<void> };
let server: ModelServer;
/** The answers that the local stand-in for a model gives, by goal. */
const scripted = new Map<string, unknown>();

beforeAll(async () => {
  world = await openOwnWorld();
  server = await startModelServer(({ body }) => {
    const { goal } = JSON.parse(body.messages[1]?.content ?? '{}') as { goal: string };
    return says(scripted.get(goal) ?? { steps: [] }, [6_000, 300]);
  });
});
afterAll(async () => {
  await Promise.all([world.close(), server.close()]);
});

async function factsOf(goal: string): Promise<Goal> {
  const reading = await readGoal(goal, world);
  if (reading.kind === 'choose') throw new Error(`${goal} asks which ${reading.words}`);
  return { goal, ...reading.facts };
}

const ranked = createPlanMaker({ config: ownConfig(), tools: catalogue })({ add: () => undefined });

async function toolsOf(
  make: () => Promise<MadePlan>,
): Promise<{ tools: string[]; cost: number; said: string }> {
  try {
    const { steps } = await make();
    const own = steps.filter(({ tool }) => tool !== CONFIRMING_TOOL);
    return { tools: [...new Set(own.map(({ tool }) => tool))], cost: estimateOf(own).cost, said: '' };
  } catch (thrown) {
    return { tools: [], cost: 0, said: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/** The plan laid down by hand, as a model that is always right would write it. */
function byHand(goal: Goal, { wanted }: WantedPlan): { steps: unknown[] } {
  const chosen = wanted.flatMap((tool) => {
    const way = chooseWiring(wirings.get(tool) ?? [], goal);
    return way.kind === 'usable' ? [way.wiring] : [];
  });
  return { steps: assemble(chosen, goal) };
}

const isRight = (tools: readonly string[], { wanted, welcome = [] }: WantedPlan) =>
  wanted.every((tool) => tools.includes(tool)) &&
  tools.every((tool) => wanted.includes(tool) || welcome.includes(tool));

const words = (tools: readonly string[]) =>
  tools.length === 0 ? '–' : tools.map((tool) => tool.replaceAll('_', ' ')).join(', ');

function commandTools(command: string | null): string[] {
  return command === null ? [] : (ownRegistry.plans[command]?.steps ?? []).map(({ tool }) => tool);
}

describe('thirty goals', () => {
  it('are compared in docs/planning.md as they come out', async () => {
    const rows: string[] = [];
    const right = { command: 0, ranked: 0, model: 0 };
    const { ask } = modelAt(server.url);
    for (const wanted of THIRTY_GOALS) {
      const goal = await factsOf(wanted.goal);
      const byRanking = await toolsOf(() => ranked.make(goal, never));
      scripted.set(wanted.goal, byHand(goal, wanted));
      const meter = countingMeter();
      const model = createPlanMaker({ config: ownConfig({ hasModel: true }), tools: catalogue, ask })(meter);
      const byModel = await toolsOf(() => model.make(goal, never));
      const template = commandTools(wanted.command);
      // A command that is not there is no wrong plan; only for what cannot be done is nothing the right answer.
      const isServed =
        wanted.wanted.length === 0 ? template.length === 0 : template.length > 0 && isRight(template, wanted);
      if (isServed) right.command += 1;
      if (isRight(byRanking.tools, wanted)) right.ranked += 1;
      if (isRight(byModel.tools, wanted)) right.model += 1;
      rows.push(
        `| ${wanted.goal} | ${wanted.command === null ? '–' : `\`${wanted.command.replace('_', ' ')}\``} | ${isRight(byRanking.tools, wanted) ? '✓' : '✗'} ${words(byRanking.tools)} | ${byRanking.cost || '–'} | ${byModel.cost ? (byModel.cost + meter.units).toFixed(1) : '–'} |`,
      );
    }
    expect(right.ranked).toBe(30);
    expect(right.model).toBe(30);
    const head = [
      '| goal | command that does it | ranked plan | units | units with the stand-in model |',
      '| --- | --- | --- | --- | --- |',
    ];
    const sums = `Right, as laid down by hand: one command alone ${right.command} of 30, ranking ${right.ranked} of 30, the stand-in ${right.model} of 30.`;
    const path = projectPath('docs', 'planning.md');
    const [before = '', rest = ''] = readFileSync(path, 'utf8').split(BEGIN);
    const [, after = ''] = rest.split(END);
    await expect(
      `${before}${BEGIN}\n${[sums, '', ...head, ...rows].join('\n')}\n${END}${after}`,
    ).toMatchFileSnapshot(path);
  }, 60_000);

  it('give the same plan whenever they are asked', async () => {
    for (const { goal } of THIRTY_GOALS.slice(0, 12)) {
      const facts = await factsOf(goal);
      const again = createPlanMaker({ config: ownConfig(), tools: catalogue })({ add: () => undefined });
      expect(await again.make(facts, never)).toEqual(await ranked.make(await factsOf(goal), never));
    }
  });

  it('never lead to all tools', async () => {
    const everything = THIRTY_GOALS.map(({ goal }) => goal)
      .join(' and then ')
      .slice(0, 500);
    const facts = await factsOf(everything.replace(/Northfold/g, ''));
    const { tools } = await toolsOf(() => ranked.make(facts, never));
    expect(tools.length).toBeGreaterThan(0);
    expect(tools.length).toBeLessThan(catalogue.size - 2);
  });
});

const BEGIN = '<!-- goals: begin, made by tests/integration/planner/thirty-goals.test.ts -->';
const END = '<!-- goals: end -->';
