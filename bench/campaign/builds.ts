import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

type Change = (dir: string) => void;

/** A copy of the compiled program of its own, changed so, that nobody else changes under the campaign. */
export function copyBuild(
  name: string,
  ...changes: readonly Change[]
): { readonly dir: string; remove(): void } {
  const dir = resolve('.cache', `${name}-${process.pid}`);
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  cpSync(resolve('dist'), dir, { recursive: true });
  for (const change of changes) change(dir);
  if (changes.length > 0) execFileSync(process.execPath, [resolve('scripts', 'bundle.mjs'), dir]);
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Takes the compare-and-set out of the decision: whoever clicks last wins. */
export function breakCompareAndSet(dir: string): void {
  replace(dir, 'src/store/lua/approval-guard.lua', /^ *if state ~= 'pending' then return .*$/m, '');
}

/** Lets an attempt end a step whatever happened to the step meanwhile: a worker that comes back late counts. */
export function breakFence(dir: string): void {
  replace(
    dir,
    'src/store/lua/prelude.lua',
    /return open\(\) and get\('status:' \.\. step\) == 'running' and .*/,
    'return get("status") ~= nil and attempt ~= nil',
  );
}

/** Nobody repeats a wake-up that was lost. */
export function breakSweeper(dir: string): void {
  replace(dir, 'src/composition/workers.js', 'sweeper.start();', '');
}

/** First posts are the cards themselves, not what stands in for them, and each is posted twice. */
export function breakFirstPost(dir: string): void {
  const file = 'src/slack/notifier/first-post.js';
  replace(dir, file, 'card.placeholder ?? card.message', 'card.message');
  const post = 'deps.client.chat.postMessage({ channel: opened.value, ...dressed(card, opened.value) })';
  replace(dir, file, 'return await postMessage(', `await ${post};\n    return await postMessage(`);
}

/** Makes the bot's own pacing of Slack calls twenty times as fast, for a Slack that sets no limits. */
export function openPace(dir: string): void {
  for (const slow of ['200', '1_000', '1_250'])
    replace(
      dir,
      'src/slack/notifier/limits.js',
      new RegExp(`intervalMs: ${slow}\\b`, 'g'),
      `intervalMs: ${slow} / 20`,
    );
}

function replace(dir: string, file: string, what: string | RegExp, by: string): void {
  const path = join(dir, file);
  const text = readFileSync(path, 'utf8');
  const changed = text.replace(what, by);
  if (changed === text) throw new Error(`${String(what)} was not found in ${file}.`);
  writeFileSync(path, changed);
}
