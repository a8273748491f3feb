import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const git = (...words: readonly string[]): Buffer =>
  execFileSync('git', words, { cwd: root, maxBuffer: 2 ** 30 });

/** The last commit whose schema was another one. */
export function lastBeforeMigrations(): string {
  const paths = ['src/store/migrations/postgres.ts', 'src/store/migrations/postgres'];
  return String(git('log', '-1', '--format=%h^', '--', ...paths)).trim();
}

/** The files of a commit in a folder of their own, with the packages that are installed here. */
export async function checkOut(commit: string): Promise<{ folder: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'paygraph-older-'));
  execFileSync('tar', ['-x', '-C', folder], { input: git('archive', commit) });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}
