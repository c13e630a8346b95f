import { basename } from 'node:path';
import { watch } from 'chokidar';

const QUIET_MS = 200;
const POLL_MS = 50;
const RELEVANT = /\.csv$|^(?:mapping|icp|sample)\.yaml$/i;

/**
 * Calls back once after the book's files in the folders changed and came to rest. Resolves, with the way to
 * stop, as soon as no change can be missed.
 */
export async function watchFolders(
  dirs: readonly string[],
  { onChange, onError }: { onChange: () => void; onError: (error: unknown) => void },
): Promise<() => Promise<void>> {
  const watcher = watch([...dirs], {
    depth: 0,
    ignoreInitial: true,
    ignored: (path, stats) => stats?.isFile() === true && !RELEVANT.test(basename(path)),
    awaitWriteFinish: { stabilityThreshold: QUIET_MS, pollInterval: POLL_MS },
  });
  let timer: NodeJS.Timeout | undefined;
  watcher.on('error', onError);
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, QUIET_MS);
  });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return async () => {
    clearTimeout(timer);
    await watcher.close();
  };
}
