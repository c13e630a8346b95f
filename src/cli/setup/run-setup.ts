import { loadConfig } from '../../config/env.ts';
import { textOf } from '../../config/read-variables.ts';
import { saveEnvFile } from '../../config/save-env-file.ts';
import type { Variable } from '../../config/variable.ts';
import { type Environment, VARIABLES } from '../../config/variables.ts';
import { asCugarError } from '../../core/errors.ts';
import { ExitCode } from '../command.ts';
import { type Answers, askSection } from './ask-section.ts';
import { wayTaken } from './choose-way.ts';
import { Cancelled, createDialogue, type Dialogue, type Terminal } from './dialogue.ts';
import { SECTIONS, type Section, type TestTools } from './sections.ts';

export interface SetupParts {
  /** Of the `.env` file. */
  readonly path: string;
  /** What a new file begins with. */
  readonly template: string;
  /** What the file says now. */
  readonly file: Environment;
  /** What the environment of this process says; it counts over the file. */
  readonly env: Environment;
  readonly terminal: Terminal;
  readonly tools: TestTools;
}

/** The whole conversation. Nothing is written before its end; answers the exit code. */
export async function runSetup({ path, template, file, env, terminal, tools }: SetupParts): Promise<number> {
  const dialogue = createDialogue(terminal);
  const now = { ...file, ...env };
  try {
    dialogue.begin('Setting up Cugar');
    dialogue.note(
      'What is set',
      SECTIONS.map((section) => stateOf(section, now)),
    );
    const changes = await askAll(now, dialogue, tools);
    const names = Object.keys(changes);
    if (names.length === 0) {
      dialogue.end('Nothing was changed.');
      return ExitCode.ok;
    }
    dialogue.note(
      'To be written',
      names.map((name) => (changes[name] === '' ? `${name} (unset)` : name)),
    );
    if (!(await dialogue.confirm(`Write them into ${path}?`, true))) throw new Cancelled();
    await saveEnvFile(path, changes, template);
    warn({ names, env, file, now: { ...now, ...changes } }, dialogue);
    dialogue.end('Written. Next: `npm run cugar -- doctor` looks at everything, `npm start` starts the bot.');
    return ExitCode.ok;
  } catch (thrown) {
    if (!(thrown instanceof Cancelled)) throw thrown;
    dialogue.breakOff('Nothing was written.');
    return ExitCode.failure;
  }
}

async function askAll(now: Environment, dialogue: Dialogue, tools: TestTools): Promise<Answers> {
  const chosen = await dialogue.chooseSome(
    'What do you want to set up?',
    SECTIONS.map(({ title }) => ({ value: title })),
    SECTIONS.filter((section) => isOpen(section, now)).map(({ title }) => title),
  );
  let changes: Answers = {};
  for (const section of SECTIONS.filter(({ title }) => chosen.includes(title)))
    changes = { ...changes, ...(await askSection(section, { ...now, ...changes }, { ...tools, dialogue })) };
  return changes;
}

/** Whether the bot cannot start without it. */
function isOpen(section: Section, env: Environment): boolean {
  const mode = section.mode && textOf(env, section.mode);
  const questions = section.questions(mode);
  const { ways = [] } = section;
  const isUndecided = ways.length > 0 && questions.length > 0 && wayTaken(ways, env) === undefined;
  return isUndecided || questions.some(({ name, isNeeded }) => isNeeded && textOf(env, name) === undefined);
}

/** How a section stands; names, never values, but for how it is used. */
function stateOf(section: Section, env: Environment): string {
  const variable: Variable | undefined = section.mode && VARIABLES[section.mode];
  const mode = section.mode && (textOf(env, section.mode) ?? variable?.default);
  const set = section.variables.filter((name) => name !== section.mode && textOf(env, name) !== undefined);
  const facts = [...(mode ? [mode] : []), set.length > 0 ? `${set.join(', ')} set` : 'nothing set'];
  return `${section.title}: ${facts.join('; ')}`;
}

interface Written {
  readonly names: readonly string[];
  readonly env: Environment;
  readonly file: Environment;
  readonly now: Environment;
}

/** What a person would wonder about later: a value that stays without effect, settings that do not fit together. */
function warn({ names, env, file, now }: Written, dialogue: Dialogue): void {
  // Without a trace in the file it can only come from outside.
  const hidden = names.filter((name) => env[name] !== undefined && env[name] !== file[name]);
  if (hidden.length > 0)
    dialogue.tell(
      'warn',
      `Set in the environment too, which counts over .env: ${hidden.join(', ')}. Take them out there.`,
    );
  try {
    for (const said of loadConfig(now, { needsSlack: false }).warnings) dialogue.tell('warn', said);
  } catch (thrown) {
    dialogue.tell('warn', asCugarError(thrown).message);
  }
}
