import type { Json } from './json.ts';
import type { DeliveryKind } from './transcript.ts';

/** What goes wrong with one call of the Web API or of a response URL. */
export type Fault =
  | { readonly kind: 'latency'; readonly ms: number }
  /** Nothing happens before this is resolved. */
  | { readonly kind: 'held'; readonly until: Promise<void> }
  | { readonly kind: 'status'; readonly status: number; readonly body?: string }
  | { readonly kind: 'html'; readonly status?: number }
  | { readonly kind: 'rate_limited'; readonly retryAfterS: number }
  | { readonly kind: 'error'; readonly error: string }
  /** The connection breaks; `after`: the call had its effect all the same. */
  | { readonly kind: 'drop'; readonly when: 'before' | 'after' };

export interface FaultCall {
  /** `chat.postMessage`, or `response_url`. */
  readonly method: string;
  readonly args: Json;
}

export interface FaultRule {
  /** Which calls; left out, all of them. */
  readonly match?: string | RegExp | ((call: FaultCall) => boolean);
  readonly fault: Fault;
  /** How often it strikes; default once. */
  readonly times?: number;
  /** 0..1; default always. */
  readonly probability?: number;
}

/** A rule in force. */
export interface FaultHandle {
  /** How often it struck. */
  readonly hits: number;
  remove(): void;
}

export interface Faults {
  add(rule: FaultRule): FaultHandle;
  /** Sends the next deliveries of this kind twice, byte for byte. */
  duplicate(kind: DeliveryKind, times?: number): FaultHandle;
  clear(): void;
}

export interface FaultEngine extends Faults {
  strike(call: FaultCall): Fault | undefined;
  takeDuplicate(kind: DeliveryKind): boolean;
}

/** Mulberry32: small, seeded, good enough to decide who is struck. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function fits(match: FaultRule['match'], call: FaultCall): boolean {
  if (match === undefined) return true;
  if (typeof match === 'function') return match(call);
  return typeof match === 'string' ? match === call.method : match.test(call.method);
}

export function createFaults(seed = 1): FaultEngine {
  const random = seededRandom(seed);
  const rules = new Set<{ rule: FaultRule; hits: number }>();
  const duplicates = new Set<{ kind: DeliveryKind; times: number; hits: number }>();

  const handle = <T extends { hits: number }>(set: Set<T>, item: T): FaultHandle => {
    set.add(item);
    return {
      get hits() {
        return item.hits;
      },
      remove: () => void set.delete(item),
    };
  };

  return {
    add: (rule) => handle(rules, { rule, hits: 0 }),
    duplicate: (kind, times = 1) => handle(duplicates, { kind, times, hits: 0 }),
    clear() {
      rules.clear();
      duplicates.clear();
    },
    strike(call) {
      for (const item of rules) {
        const { match, fault, times = 1, probability = 1 } = item.rule;
        if (item.hits >= times || !fits(match, call)) continue;
        if (probability < 1 && random() >= probability) continue;
        item.hits += 1;
        return fault;
      }
      return undefined;
    },
    takeDuplicate(kind) {
      const item = [...duplicates].find((one) => one.kind === kind && one.hits < one.times);
      if (item) item.hits += 1;
      return item !== undefined;
    },
  };
}
