import { loadConfig } from '../config/env.ts';
import { loadRegistry } from '../config/registry.ts';
import { asCugarError } from '../core/errors.ts';
import { catalogue } from '../tools/index.ts';
import { type CliCommand, ExitCode, readArguments, UsageError } from './command.ts';
import { printError, printJson, printLine } from './output.ts';

const HELP = `Usage: npm run cugar -- registry check [file] [--json]

Validates a registry and names every problem by line. Without a file: CUGAR_REGISTRY, else registry.yaml.`;

async function main(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } }, HELP);
  const [verb, file, ...rest] = positionals;
  if (verb !== 'check' || rest.length > 0)
    throw new UsageError('Say "registry check", with at most one file.', HELP);
  const path = file ?? loadConfig(undefined, { needsSlack: false }).registryPath;
  try {
    const { registry, version } = loadRegistry(path, catalogue);
    const counts = {
      tools: Object.keys(registry.tools).length,
      plans: Object.keys(registry.plans).length,
      profiles: Object.keys(registry.profiles).length,
    };
    if (values.json) printJson({ ok: true, version, ...counts });
    else
      printLine(
        `${path} is right: ${counts.tools} tools, ${counts.plans} plans, ${counts.profiles} profiles (version ${version}).`,
      );
    return ExitCode.ok;
  } catch (thrown) {
    const { message } = asCugarError(thrown);
    if (values.json)
      printJson({
        ok: false,
        problems: message
          .split('\n')
          .slice(1)
          .map((line) => line.trim()),
      });
    else printError(message);
    return ExitCode.failure;
  }
}

export const registry: CliCommand = { help: HELP, main };
