import type { Redis } from 'ioredis';
import { argumentsOf, periodKeys, scopeArgument } from './arguments.ts';
import { commonKeys } from './keys.ts';
import { type Move, packedOf } from './moves.ts';
import { run, scripts } from './scripts.ts';

export interface Target {
  readonly teamId: string;
  readonly planId: string;
}

/** Makes moves of one plan as one script. `holds`: nothing that they build on was refused before. */
export async function advance(
  redis: Redis,
  { teamId, planId }: Target,
  moves: readonly Move<unknown>[],
  holds = true,
): Promise<readonly unknown[]> {
  const keys = commonKeys(teamId, planId);
  const placeOf = (key: string) => {
    const known = keys.indexOf(key);
    return known < 0 ? keys.push(key) : known + 1;
  };
  const args = moves.map(({ kind, args: own, charge }) => {
    if (!charge || charge.scopes.length === 0) return { kind, ...own, scopes: [] };
    const [dayKey, monthKey] = periodKeys(teamId, charge.scopes);
    const places = { day: placeOf(dayKey), month: placeOf(monthKey) };
    const scopes = charge.scopes.map((scope) => scopeArgument(scope, charge, places));
    return { kind, ...own, ...places, scopes };
  });
  const packed = moves.flatMap(packedOf);
  const given = [...argumentsOf({ planId, holds, moves: args }), ...packed];
  return (await run(redis, scripts.advance, keys, given)) as readonly unknown[];
}
