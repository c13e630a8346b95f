import { z } from 'zod';
import { quotedForEnv } from '../../config/env-file.ts';
import { readVariables, textOf } from '../../config/read-variables.ts';
import type { Variable } from '../../config/variable.ts';
import { type Environment, VARIABLES, type VariableName } from '../../config/variables.ts';
import type { Dialogue } from './dialogue.ts';
import type { Question } from './sections.ts';

/** Takes an optional secret away. */
const NOTHING = '-';

/** Asks for one variable. Answers its text, empty to unset it; undefined: it stays as it is. */
export async function askVariable(
  { name, isNeeded }: Question,
  env: Environment,
  dialogue: Dialogue,
): Promise<string | undefined> {
  const variable: Variable = VARIABLES[name];
  const before = textOf(env, name);
  const answer = await ask({ name, isNeeded }, before, dialogue);
  return answer === (before ?? '') || (before === undefined && answer === variable.default)
    ? undefined
    : answer;
}

async function ask(
  { name, isNeeded }: Question,
  before: string | undefined,
  dialogue: Dialogue,
): Promise<string> {
  const variable: Variable = VARIABLES[name];
  const what = `${plainWords(variable.meaning)} (${name})`;
  const judge = (answer: string) => {
    if (answer === '') return isNeeded ? `It should be ${variable.expects}.` : undefined;
    return faultOf(name, answer);
  };
  if (variable.schema instanceof z.ZodEnum) {
    const choices = variable.schema.options.map((value) => ({ value: String(value) }));
    return dialogue.choose(what, choices, before ?? variable.default);
  }
  if (!variable.isSecret) return dialogue.text(what, before ?? variable.default ?? '', judge);
  if (before === undefined) return dialogue.secret(isNeeded ? what : `${what}; Enter leaves it unset`, judge);
  const more = isNeeded ? '' : `, a single ${NOTHING} takes it away`;
  const typed = await dialogue.secret(`${what}; it is set: Enter keeps it${more}`, (answer) =>
    answer === '' || (answer === NOTHING && !isNeeded) ? undefined : judge(answer),
  );
  if (typed === '') return before;
  return typed === NOTHING && !isNeeded ? '' : typed;
}

/** Never repeats the answer where it may be a secret. */
function faultOf(name: VariableName, answer: string): string | undefined {
  const problem = readVariables({ [name]: answer }, { needsSlack: false }).problems.find(
    (found) => found.name === name,
  );
  if (problem) return `This ${problem.text}.`;
  return quotedForEnv(answer) === null
    ? 'This cannot be written into a .env file: set it in the environment.'
    : undefined;
}

/** The words of the table without their marks. */
function plainWords(text: string): string {
  return text.replaceAll(/[`*]/g, '').replace(/\.$/, '');
}
