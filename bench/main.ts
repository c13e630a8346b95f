import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { accountLookup } from './measures/account-lookup.ts';
import { acknowledgement } from './measures/acknowledgement.ts';
import { assignment } from './measures/assignment.ts';
import { history } from './measures/history.ts';
import { knowledgeSearch } from './measures/knowledge.ts';
import { largeBook } from './measures/large-book.ts';
import { installPeers } from './measures/peers.ts';
import { resume } from './measures/resume.ts';
import { startAndMemory } from './measures/start-and-memory.ts';
import { throughput } from './measures/throughput.ts';
import { tools } from './measures/tools.ts';
import { vendors } from './measures/vendors.ts';
import { waiting } from './measures/waiting.ts';
import { describeMachine } from './support/machine.ts';
import { markdown, type Section } from './support/report.ts';
import { redisBinary } from './support/world.ts';

const HELP = `Usage: npm run bench -- [--only name,name] [--quick | --large] [--peers] [--stdout]

Measures, and writes bench/RESULTS.md. --quick: a tenth of all counts. --large: 100,000 waiting plans, a history of 1,000,000 entries.
--peers installs the engines to compare with, into .cache/bench-peers, which takes minutes the first time.
--only leaves the file alone, as --stdout does, and prints instead.
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    large: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    stdout: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** A tenth of it where only a first look is wanted. */
const sized = (count: number) => (values.quick ? Math.ceil(count / 10) : count);

const MEASURES: ReadonlyMap<string, () => Promise<Section>> = new Map([
  ['start', startAndMemory],
  ['ack', acknowledgement],
  ['resume', () => resume(sized(300))],
  ['plans', () => throughput({ plans: sized(1_500), jobs: sized(10_000) })],
  ['waiting', () => waiting(values.large ? 100_000 : sized(10_000))],
  ['tools', () => tools(sized(400))],
  ['lookup', () => accountLookup({ accounts: sized(50_000), rounds: sized(40) })],
  ['book', () => largeBook(sized(20_000))],
  ['vendors', () => vendors(sized(20))],
  ['assignment', () => assignment(sized(30))],
  ['knowledge', () => knowledgeSearch({ documents: 1_000, questions: sized(500) })],
  ['history', () => history({ entries: values.large ? 1_000_000 : 100_000, plans: sized(600) })],
]);

function sizeInWords(): string {
  if (values.quick) return 'quick: a tenth of the usual counts';
  return values.large ? 'large' : 'usual';
}

async function measureAll(): Promise<void> {
  if (values.peers) await installPeers();
  const chosen = values.only?.split(',') ?? [...MEASURES.keys()];
  const { version } = await redisBinary();
  const machine = describeMachine(version);
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const sections: Section[] = [];
  for (const name of chosen) {
    const measure = MEASURES.get(name);
    if (!measure) throw new Error(`There is no "${name}"; there are ${[...MEASURES.keys()].join(', ')}.`);
    process.stderr.write(`${name} …\n`);
    sections.push(await measure());
  }
  const text = markdown({ ...machine, commit, size: sizeInWords() }, sections);
  if (values.only !== undefined || values.stdout) process.stdout.write(text);
  else await writeFile(resolve('bench', 'RESULTS.md'), text);
}

if (values.help) process.stdout.write(HELP);
else await measureAll();
