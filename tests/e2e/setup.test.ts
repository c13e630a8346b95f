import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { startProgram, until } from '../support/e2e-program.ts';

const ENV_FILE = resolve('.env');
const stateOfFile = () => (existsSync(ENV_FILE) ? statSync(ENV_FILE).mtimeMs : null);
/** Gives a command a terminal; part of util-linux, in the form that it has there. */
const hasScript = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;

describe('cugar setup', () => {
  it('says what to do instead where there is no terminal', async () => {
    const program = startProgram('cli.js', { args: ['setup'] });
    expect((await program.ended).code).toBe(1);
    expect(program.stderr()).toMatch(/no terminal[\s\S]*\.env\.example[\s\S]*chmod 600[\s\S]*doctor/);
    expect(program.stdout()).toBe('');
  });

  describe.runIf(hasScript)('in a real terminal', () => {
    it('lets the person break off a secret, shows nothing of it and writes nothing', async () => {
      const before = stateOfFile();
      // A terminal that nobody looks at has no size of its own.
      const command = `stty cols 200 rows 60; '${process.execPath}' '${resolve('dist', 'cli.js')}' setup`;
      const env = { PATH: process.env.PATH ?? '', TERM: 'xterm', SHELL: '/bin/sh' };
      const child = spawn('script', ['-qec', command, '/dev/null'], { env });
      let shown = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        shown += stripVTControlCharacters(text);
      });
      const code = new Promise((done) => child.on('close', done));
      const shows = (text: string) => until(text, () => shown.includes(text));
      await shows('What do you want to set up?');
      child.stdin.write('\r');
      await shows('(SLACK_MODE)');
      child.stdin.write('\r');
      await shows('(SLACK_BOT_TOKEN)');
      child.stdin.write('xoxb-typed-secret');
      await shows('▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪');
      child.stdin.write('\u0003');
      await shows('Nothing was written.');
      expect(await code).toBe(1);
      expect(shown).not.toContain('typed-secret');
      expect(stateOfFile()).toBe(before);
    });
  });
});
