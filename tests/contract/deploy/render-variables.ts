import { VARIABLE_GROUPS, type Variable } from '../../../src/config/variable.ts';
import { VARIABLE_NAMES, VARIABLES } from '../../../src/config/variables.ts';

const all = VARIABLE_NAMES.map((name): [string, Variable] => [name, VARIABLES[name]]);

/** `.env.example`: every variable once; those that the bot needs stand open, the rest is commented out. */
export function renderEnvExample(): string {
  const groups = VARIABLE_GROUPS.map((group) => {
    const lines = all.filter(([, variable]) => variable.group === group).map(exampleOf);
    return [`# --- ${group} ---`, ...lines].join('\n\n');
  });
  const head = [
    '# Copy to .env and fill in. A line that stays commented out or empty is unset.',
    '# What each variable means in full: docs/reference/configuration.md',
  ];
  return `${[head.join('\n'), ...groups].join('\n\n')}\n`;
}

function exampleOf([name, variable]: [string, Variable]): string {
  const note = variable.isNeededBySlack
    ? 'Needed. '
    : variable.notAvailable
      ? 'Not available in this version. '
      : '';
  const comment = `# ${note}${variable.meaning.replaceAll('`', '')}`;
  if (variable.isNeededBySlack) return `${comment}\n${name}=`;
  return `${comment}\n# ${name}=${variable.default || variable.example}`;
}

/** The table of docs/reference/configuration.md, one part a group. */
function renderTable(): string {
  const groups = VARIABLE_GROUPS.map((group) => {
    const rows = all.filter(([, variable]) => variable.group === group).map(rowOf);
    return [
      `### ${group}`,
      '',
      '| variable | meaning | must be | default | example |',
      '| --- | --- | --- | --- | --- |',
      ...rows,
    ].join('\n');
  });
  return groups.join('\n\n');
}

function rowOf([name, variable]: [string, Variable]): string {
  const marks = [
    ...(variable.isNeededBySlack ? ['**Needed.**'] : []),
    ...(variable.isSecret ? ['Secret.'] : []),
    ...(variable.notAvailable ? [`Must stay unset: ${variable.notAvailable}.`] : []),
  ];
  const cells = [
    `<a id="${name.toLowerCase()}"></a>\`${name}\``,
    [variable.meaning, ...marks].join(' '),
    variable.expects,
    variable.default ? `\`${variable.default}\`` : '',
    `\`${variable.example}\``,
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

const BEGIN = '<!-- variables: begin, made from src/config/variables.ts -->';
const END = '<!-- variables: end -->';

/** The document with a fresh table. Throws when it has no place for one. */
export function withTable(document: string): string {
  const [before, rest, ...more] = document.split(BEGIN);
  const [, after] = rest?.split(END) ?? [];
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error('no place for the table');
  return `${before}${BEGIN}\n\n${renderTable()}\n\n${END}${after}`;
}
