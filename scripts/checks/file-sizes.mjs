import { textOf } from './tracked-files.mjs';

const MOST_LINES = 300;

export const title = 'lines of a file';

/** No source, style or test file is long; the median is told. */
export function check({ root, files }) {
  const sources = files.filter((path) =>
    /^(src|jobs|blocks|tests|bench|scripts)\/.*\.(ts|mjs|css)$/.test(path),
  );
  const lengths = sources.map((path) => ({ path, lines: textOf(root, path).split('\n').length - 1 }));
  const problems = lengths
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ path, lines }) => `${path} has ${lines} lines, more than ${MOST_LINES}`);
  return { problems, fact: `median ${median(lengths.map(({ lines }) => lines))} of ${sources.length} files` };
}

function median(numbers) {
  return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
