import { describe, expect, it } from 'vitest';
import { startOwnTime, type Turns, turnsOfThisProcess } from '../../../bench/campaign/own-time.ts';

/** A machine whose clock and turns the test moves. */
function machine() {
  const state = { at: 1_000, ran: 50, waited: 70 };
  const look = (): Turns => ({ ran: state.ran, waited: state.waited });
  const time = startOwnTime(look, () => state.at);
  time.stop();
  const pass = (ms: number, ran: number, waited: number) => {
    state.at += ms;
    state.ran += ran;
    state.waited += waited;
  };
  return { time, pass };
}

describe('own time', () => {
  it('is the time of the clock while nobody else uses the processors', () => {
    const { time, pass } = machine();
    pass(4_000, 900, 0);
    expect(time.elapsedMs).toBe(4_000);
    expect(time.stretch).toBe(1);
  });

  it('is shorter by what others took', () => {
    const { time, pass } = machine();
    pass(4_000, 500, 1_500);
    expect(time.elapsedMs).toBe(1_000);
    pass(4_000, 500, 500);
    expect(time.elapsedMs).toBe(1_000 + 2_000);
    expect(time.meanStretch).toBe((1_000 + 2_000) / 1_000);
  });

  it('goes on as before while the process did nothing', () => {
    const { time, pass } = machine();
    pass(1_000, 100, 100);
    expect(time.stretch).toBe(2);
    pass(1_000, 0, 0);
    expect(time.elapsedMs).toBe(500 + 500);
  });

  it('never counts less than a twelfth', () => {
    const { time, pass } = machine();
    pass(12_000, 1, 999);
    expect(time.elapsedMs).toBe(1_000);
    expect(time.stretch).toBe(12);
    expect(time.meanStretch).toBe(1_000);
  });

  it('is the time of the clock where the system says nothing', () => {
    let at = 0;
    const time = startOwnTime(
      () => null,
      () => at,
    );
    time.stop();
    at = 700;
    expect(time.elapsedMs).toBe(700);
    expect(time.meanStretch).toBe(1);
  });

  it.runIf(process.platform === 'linux')('is known of this process', () => {
    const before = turnsOfThisProcess();
    const end = performance.now() + 30;
    while (performance.now() < end) Math.sqrt(end);
    const after = turnsOfThisProcess();
    expect(after?.ran).toBeGreaterThan(before?.ran ?? Number.POSITIVE_INFINITY);
  });
});
