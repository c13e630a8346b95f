import { textOf } from '../../config/read-variables.ts';
import type { Environment } from '../../config/variables.ts';
import type { WayVariables } from '../../config/vendors/ways.ts';
import type { Dialogue } from './dialogue.ts';
import type { Question, Section } from './sections.ts';

/** The way that all is set for. */
export function wayTaken(ways: readonly WayVariables[], env: Environment): WayVariables | undefined {
  return ways.find(({ needed }) => needed.every((name) => textOf(env, name) !== undefined));
}

/** Lets the person choose one of the section's ways: what is left to ask then, and what must not be set any more. */
export async function chooseWay(
  { title, ways = [] }: Section,
  questions: readonly Question[],
  { env, dialogue }: { readonly env: Environment; readonly dialogue: Dialogue },
): Promise<{ readonly questions: readonly Question[]; readonly unset: readonly Question['name'][] }> {
  if (ways.length === 0 || questions.length === 0) return { questions, unset: [] };
  const chosen = await dialogue.choose(
    `How does Cugar prove to ${title} who asks?`,
    ways.map((way) => ({ value: way.title, hint: way.needed.join(', ') })),
    wayTaken(ways, env)?.title,
  );
  const isOf = (way: WayVariables, name: string) => way.all.some((one) => one === name);
  const others = ways.filter((way) => way.title !== chosen);
  const asked = questions.filter(({ name }) => !others.some((way) => isOf(way, name)));
  const needed = ways.flatMap((way) => (way.title === chosen ? way.needed : []));
  return {
    questions: asked.map(({ name, isNeeded }) => ({
      name,
      isNeeded: isNeeded || needed.some((one) => one === name),
    })),
    unset: others.flatMap(({ all }) => all).filter((name) => textOf(env, name) !== undefined),
  };
}
