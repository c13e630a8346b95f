// Loaded before the program, as `skewed-clock.mjs?ms=30000`: its wall clock is off by so much; timers and Redis keep theirs.
const skewMs = Number(new URL(import.meta.url).searchParams.get('ms'));
const RealDate = globalThis.Date;

globalThis.Date = class SkewedDate extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + skewMs);
    else super(...args);
  }

  static now() {
    return RealDate.now() + skewMs;
  }
};
