/** One measured line: what, how much, and whether it is what was aimed at. */
export interface Line {
  readonly what: string;
  readonly value: string;
  /** The aim in words; absent where there is none. */
  readonly aim?: string;
  readonly met?: boolean;
}

export interface Section {
  readonly title: string;
  /** How it was measured, in a sentence or two. */
  readonly how: string;
  readonly lines: readonly Line[];
}

export interface Machine {
  readonly [name: string]: string;
}

/** The whole report as Markdown. */
export function markdown(machine: Machine, sections: readonly Section[]): string {
  const facts = Object.entries(machine).map(([name, value]) => `| ${name} | ${value} |`);
  return [
    '# Results of the benchmark',
    '',
    'Written by `npm run bench`. Numbers of one run on one machine: compare the ratios, which share a run.',
    '',
    '| machine | |',
    '| --- | --- |',
    ...facts,
    '',
    ...sections.flatMap(sectionLines),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

function sectionLines({ title, how, lines }: Section): string[] {
  const rows = lines.map(
    ({ what, value, aim = '', met }) => `| ${what} | ${value} | ${aim} | ${verdict(met)} |`,
  );
  return [`## ${title}`, '', how, '', '| | measured | aim | |', '| --- | --- | --- | --- |', ...rows, ''];
}

const verdict = (met: boolean | undefined) => (met === undefined ? '' : met ? 'met' : '**missed**');
