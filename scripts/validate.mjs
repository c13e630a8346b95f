import { readdirSync } from 'node:fs';
import { projectFiles } from './checks/tracked-files.mjs';
import { inRoot, root } from './steps/root.mjs';
import { complainsOfTool, tools } from './steps/tools.mjs';

const print = (line) => process.stdout.write(`${line}\n`);

/** One line for a check, and its problems below it. */
function report(title, problems, fact) {
  const told = fact ? ` (${fact})` : '';
  print(problems.length === 0 ? `ok      ${title}${told}` : `failed  ${title}${told}`);
  for (const problem of problems) print(problem.replace(/^/gm, '        '));
  return problems.length === 0;
}

let allGood = true;
for (const tool of tools()) allGood = report(tool.title, await complainsOfTool(tool)) && allGood;

const files = projectFiles(root);
for (const name of readdirSync(inRoot('scripts', 'checks'))
  .filter((file) => file !== 'tracked-files.mjs')
  .sort()) {
  const { title, check } = await import(`./checks/${name}`);
  const { problems, fact } = check({ root, files });
  allGood = report(title, problems, fact) && allGood;
}
process.exitCode = allGood ? 0 : 1;
