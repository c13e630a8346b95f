import type { Config } from '../../config/env.ts';
import { type ModelProbe, probeModel } from '../../planner/model/probe.ts';
import { bad, type Line, off, ok, warning } from './check.ts';

const WHAT = 'Model';

/** Whether the model's server takes the key and has the model; nothing is computed for it. */
export async function checkModel({ model }: Pick<Config, 'model'>): Promise<Line> {
  if (!model) return off(WHAT, 'not set up: plans and drafts are made by rules only');
  return lineOf(model.model, await probeModel(model));
}

function lineOf(name: string, probe: ModelProbe): Line {
  switch (probe.kind) {
    case 'known':
      return ok(WHAT, `the server has ${name}`);
    case 'unknown':
      return bad(
        WHAT,
        `the server has no ${name}`,
        'Correct OPENAI_MODEL, or take OPENAI_BASE_URL of another server.',
      );
    case 'silent':
      return warning(
        WHAT,
        `the server answers, but does not tell whether it has ${name}`,
        'Try a plan: `npm run cugar -- run plan "…"` says so when the model cannot be used.',
      );
    case 'refused':
      return bad(
        WHAT,
        'the server refuses OPENAI_API_KEY',
        'Take a key of this server that may use its models.',
      );
    case 'failed':
      return probe.status === 429
        ? warning(
            WHAT,
            'the server wants fewer requests, or its credit is used up',
            'Look at the account of the key.',
          )
        : bad(
            WHAT,
            `the server answers with status ${probe.status}`,
            'Correct OPENAI_BASE_URL, or try again later.',
          );
    case 'away':
      return bad(WHAT, 'the server cannot be reached', 'Check the network, a proxy, and OPENAI_BASE_URL.');
  }
}
