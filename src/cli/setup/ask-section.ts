import { loadConfig } from '../../config/env.ts';
import { textOf } from '../../config/read-variables.ts';
import type { Variable } from '../../config/variable.ts';
import { type Environment, VARIABLES, type VariableName } from '../../config/variables.ts';
import { asCugarError } from '../../core/errors.ts';
import { bad, type Line } from '../doctor/check.ts';
import { askVariable } from './ask-variable.ts';
import { chooseWay } from './choose-way.ts';
import type { Dialogue } from './dialogue.ts';
import { type Question, type Section, settingsOf, type TestTools } from './sections.ts';

export type Answers = Readonly<Record<string, string>>;

/** Asks all of a section and tests it, until it works or the person wants it so or not at all. */
export async function askSection(
  section: Section,
  env: Environment,
  { dialogue, ...tools }: TestTools & { readonly dialogue: Dialogue },
): Promise<Answers> {
  dialogue.tell('step', section.note ? `${section.title}\n${section.note}` : section.title);
  let answers: Answers = {};
  for (;;) {
    answers = { ...answers, ...(await ask(section, { ...env, ...answers }, dialogue)) };
    const lines = await test(section, { ...env, ...answers }, { dialogue, ...tools });
    for (const line of lines) tell(line, dialogue);
    if (!lines.some(({ verdict }) => verdict === 'bad')) return answers;
    const next = await dialogue.choose(`${section.title} does not work like this. What now?`, [
      { value: 'again', label: 'Ask again' },
      { value: 'keep', label: 'Take the answers all the same' },
      { value: 'leave', label: 'Leave it as it was' },
    ]);
    if (next === 'keep') return answers;
    if (next === 'leave') return {};
  }
}

async function ask(section: Section, env: Environment, dialogue: Dialogue): Promise<Answers> {
  const answers: Record<string, string> = {};
  const one = async (question: Question) => {
    const answer = await askVariable(question, env, dialogue);
    if (answer !== undefined) answers[question.name] = answer;
  };
  const now = (name: VariableName) => textOf({ ...env, ...answers }, name);
  const { mode } = section;
  if (mode) await one({ name: mode, isNeeded: true });
  const all = section.questions(mode && (now(mode) ?? variableOf(mode).default));
  const { questions, unset } = await chooseWay(section, all, { env, dialogue });
  for (const name of unset) answers[name] = '';
  const usual = questions.filter(({ name }) => variableOf(name).default !== undefined);
  const own = questions.filter((question) => !usual.includes(question));
  for (const question of own) await one(question);
  const isOn = own.some(({ name }) => now(name) !== undefined);
  if (usual.length > 0 && isOn && (await wantsOther(usual, dialogue)))
    for (const question of usual) await one(question);
  return answers;
}

function wantsOther(usual: readonly Question[], dialogue: Dialogue): Promise<boolean> {
  const names = usual.map(({ name }) => name).join(', ');
  return dialogue.confirm(`Change what is usually left as it is (${names})?`, false);
}

async function test(
  section: Section,
  env: Environment,
  { dialogue, ...tools }: TestTools & { readonly dialogue: Dialogue },
): Promise<readonly Line[]> {
  try {
    const config = loadConfig(settingsOf(section, env), { needsSlack: false });
    if (!section.isUsed(config)) return [];
    const question = `Testing ${section.title} uses up a credit or a part of its allowance. Test it now?`;
    if (!section.isFreeToTest && !(await dialogue.confirm(question, false))) return [];
    dialogue.tell('step', `Testing ${section.title} …`);
    return await section.test(config, tools);
  } catch (thrown) {
    const { code, message } = asCugarError(thrown);
    if (code !== 'SYSTEM_CONFIG') throw thrown;
    return [bad(section.title, message, 'Correct the answers.')];
  }
}

const MARKS = { ok: 'success', off: 'success', warning: 'warn', bad: 'error' } as const;

function tell({ what, verdict, said, todo }: Line, dialogue: Dialogue): void {
  dialogue.tell(MARKS[verdict], `${what}: ${said}${todo === undefined ? '' : `\n→ ${todo}`}`);
}

function variableOf(name: VariableName): Variable {
  return VARIABLES[name];
}
