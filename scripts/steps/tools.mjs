import { existsSync } from 'node:fs';
import { compile } from './compile.mjs';
import { inRoot } from './root.mjs';
import { capture } from './run-child.mjs';

const bin = (...path) => inRoot('node_modules', ...path);

/** The tools that judge the code, in the order of what they cost. */
export function tools() {
  const listed = [
    {
      title: 'biome',
      command: [bin('@biomejs', 'biome', 'bin', 'biome'), 'ci', '--error-on-warnings', '--colors=off', '.'],
    },
    { title: 'type check', command: [bin('typescript', 'bin', 'tsc'), '-p', inRoot('tsconfig.json')] },
    {
      title: 'type check of the sandbox page',
      command: [bin('typescript', 'bin', 'tsc'), '-p', inRoot('src/sandbox/page/browser/tsconfig.json')],
    },
    { title: 'build', run: () => compile() },
    { title: 'knip', command: [bin('knip', 'bin', 'knip.js')] },
  ];
  const compose = inRoot('docker-compose.yml');
  if (existsSync(compose)) {
    listed.push({ title: 'docker-compose.yml', command: [bin('dclint', 'bin', 'dclint.cjs'), compose] });
  }
  return listed;
}

/** What a tool has to say against the code; nothing when all is well. */
export async function complainsOfTool({ command, run }) {
  if (run) {
    return run().then(
      () => [],
      (error) => [error.message],
    );
  }
  const { code, output } = await capture(process.execPath, command);
  return code === 0 ? [] : [output.trim() || `it ended with ${code}`];
}
