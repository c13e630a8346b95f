// Installs, builds and runs: `node scripts/run.mjs demo|start|cugar|test|validate|campaign|bench [arguments]`.
import { existsSync } from 'node:fs';
import { complainAboutNode } from './steps/check-node.mjs';
import { compile } from './steps/compile.mjs';
import { hasDependencies, hasDevDependencies, install } from './steps/install.mjs';
import { inRoot, say } from './steps/root.mjs';
import { runChild } from './steps/run-child.mjs';

const program = (file, ...first) => ({
  builds: true,
  command: () => [...envFile(), inRoot('dist', file), ...first],
});

const TARGETS = {
  demo: program('cli.js', 'demo'),
  start: program('main.js'),
  cugar: program('cli.js'),
  campaign: program('bench/campaign.js'),
  bench: program('bench/main.js'),
  test: { builds: false, command: () => [inRoot('node_modules', 'vitest', 'vitest.mjs'), 'run'] },
  validate: { builds: false, command: () => [inRoot('scripts', 'validate.mjs')] },
};

function envFile() {
  return existsSync(inRoot('.env')) ? [`--env-file=${inRoot('.env')}`] : [];
}

/** An image holds dist/ and the production dependencies only: there is nothing to install or build from. */
function isReleased() {
  return existsSync(inRoot('dist', '.stamp')) && hasDependencies() && !hasDevDependencies();
}

async function main([name, ...rest]) {
  const complaint = complainAboutNode(process.versions.node);
  if (complaint) throw new Error(complaint);
  const target = Object.hasOwn(TARGETS, name ?? '') ? TARGETS[name] : null;
  if (target === null) throw new Error(`Run one of: ${Object.keys(TARGETS).join(', ')}.`);
  if (!(target.builds && isReleased())) {
    await install();
    if (target.builds) await compile();
  }
  return runChild(process.execPath, [...target.command(), ...rest]);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
