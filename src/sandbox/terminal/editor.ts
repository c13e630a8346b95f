import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Opens the text in an editor such as `vim` or `code --wait`; null when the editor failed. */
export async function editText(command: string, text: string): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'cugar-edit-'));
  const file = join(folder, 'message.txt');
  try {
    await writeFile(file, text, { mode: 0o600 });
    const [program = '', ...args] = command.split(' ').filter(Boolean);
    const code = await new Promise<number | null>((resolve) => {
      const editor = spawn(program, [...args, file], { stdio: 'inherit' });
      editor.on('error', () => resolve(null));
      editor.on('exit', resolve);
    });
    return code === 0 ? (await readFile(file, 'utf8')).replace(/\n$/, '') : null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
