import { nearest } from '../../config/nearest.ts';
import { CugarError } from '../../core/errors.ts';

/** One option of a command, such as `--channel`. */
export interface OptionSpec {
  /** A value to show, such as `email`. */
  readonly example: string;
  /** The only values that it takes. */
  readonly choices?: readonly string[];
  /** Other spellings of these. */
  readonly spellings?: Readonly<Record<string, string>>;
  /** After the command's own words, everything up to the next option belongs to it: `Acme --to Jane Doe`. */
  readonly takesRest?: boolean;
}

export interface ReadWords<Name extends string> {
  /** What is not an option, in order. */
  readonly rest: readonly string[];
  readonly options: Readonly<Partial<Record<Name, string>>>;
}

/** Keyboards and chat programs make one long dash of two short ones. */
const OPTION = /^(?:--|—|–)([\p{L}][\p{L}\p{N}_-]*)(?:=(.*))?$/su;

/** Reads `Acme --to Jane Doe --channel sms`. Throws `USER_INPUT` that names what is wrong and what was probably meant. */
export function readOptions<Name extends string>(
  words: readonly string[],
  specs: Readonly<Record<Name, OptionSpec>>,
): ReadWords<Name> {
  const rest: string[] = [];
  const given = new Map<Name, string>();
  let open: Name | undefined;
  /** The option whose value may still go on. */
  let goesOn: Name | undefined;
  for (const word of words) {
    const [, typed, inline] = OPTION.exec(word) ?? [];
    if (typed !== undefined) {
      if (open) throw valueless(open, specs);
      const name = optionName(typed, specs);
      if (given.has(name)) throw wrong(`The option --${name} was given twice.`);
      if (inline === '') throw valueless(name, specs);
      if (inline !== undefined) given.set(name, inline.trim());
      open = inline === undefined ? name : undefined;
      goesOn = specs[name].takesRest && rest.length > 0 ? name : undefined;
    } else if (open) {
      given.set(open, word);
      open = undefined;
    } else if (goesOn) {
      given.set(goesOn, `${given.get(goesOn)} ${word}`);
    } else rest.push(word);
  }
  if (open) throw valueless(open, specs);
  const options = Object.fromEntries(
    [...given].map(([name, value]) => [name, allowed(name, specs[name], value)]),
  );
  return { rest, options: options as ReadWords<Name>['options'] };
}

function optionName<Name extends string>(typed: string, specs: Readonly<Record<Name, OptionSpec>>): Name {
  const name = typed.toLowerCase();
  const known = Object.keys(specs);
  if (Object.hasOwn(specs, name)) return name as Name;
  const meant = nearest(name, known);
  const listed = known.length > 0 ? `The options are --${known.join(', --')}.` : 'It takes no options.';
  throw wrong(`There is no option --${typed}.`, meant ? `Did you mean --${meant}?` : listed);
}

function allowed(name: string, { choices, spellings }: OptionSpec, value: string): string {
  if (!choices) return value;
  const lower = value.toLowerCase();
  const wanted = spellings && Object.hasOwn(spellings, lower) ? (spellings[lower] ?? lower) : lower;
  if (choices.includes(wanted)) return wanted;
  const meant = nearest(wanted, choices);
  const listed = `It can be ${choices.join(', ')}.`;
  throw wrong(`“${value}” is no ${name}.`, meant ? `Did you mean ${meant}? ${listed}` : listed);
}

function valueless<Name extends string>(name: Name, specs: Readonly<Record<Name, OptionSpec>>): CugarError {
  const { example } = specs[name];
  const shown = /\s/.test(example) ? `"${example}"` : example;
  return wrong(`The option --${name} needs a value.`, `For example: --${name} ${shown}`);
}

function wrong(message: string, hint = 'Nothing was queued.'): CugarError {
  return new CugarError('USER_INPUT', message, { hint });
}
