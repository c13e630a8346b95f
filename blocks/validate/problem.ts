/** One thing that Slack would refuse, in Slack's own words. */
export interface Problem {
  /** Slack's sentence without the pointer, such as `must be less than 3001 characters`. */
  readonly reason: string;
  /** JSON pointer into the request, such as `/blocks/0/text/text`. */
  readonly pointer: string;
  /** Reason and pointer as Slack prints them: `… [json-pointer:/blocks/0/text/text]`. */
  readonly message: string;
}

/** Called once for every problem found. */
export type Report = (reason: string, pointer: string) => void;

/** Runs `inspect` and returns what it reported, in order. */
export function collectProblems(inspect: (report: Report) => void): Problem[] {
  const problems: Problem[] = [];
  inspect((reason, pointer) => {
    problems.push({ reason, pointer, message: `${reason} [json-pointer:${pointer}]` });
  });
  return problems;
}
