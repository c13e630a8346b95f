import { basename, dirname } from 'node:path';
import { watch } from 'chokidar';

const QUIET_MS = 200;
const POLL_MS = 50;

/**
 * Calls back once after documents of the folder changed and came to rest, also when the folder itself comes or
 * goes. Resolves, with the way to stop, as soon as no change can be missed.
 */
export async function watchDocuments(
  dir: string,
  { onChange, onError }: { onChange: () => void; onError: (error: unknown) => void },
): Promise<() => Promise<void>> {
  const above = dirname(dir);
  const watcher = watch(above, {
    depth: 1,
    ignoreInitial: true,
    // Above it only the folder itself counts.
    ignored: (path) => path !== above && path !== dir && dirname(path) !== dir,
    awaitWriteFinish: { stabilityThreshold: QUIET_MS, pollInterval: POLL_MS },
  });
  let timer: NodeJS.Timeout | undefined;
  watcher.on('error', onError);
  watcher.on('all', (_event, path) => {
    if (dirname(path) === dir && !/\.(?:md|txt)$/i.test(basename(path))) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, QUIET_MS);
  });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return async () => {
    clearTimeout(timer);
    await watcher.close();
  };
}
