import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');
const output = join(root, 'console', 'dist');

/** What the build is made of. The lock file names the packages. */
const inputs = ['console', 'clients/typescript/src', 'package-lock.json'];

/** `npm run console:build`: builds the console where it is not there as its sources are now. */
async function buildConsole(): Promise<void> {
  const digest = await digestOfSources();
  const built = await readFile(join(output, 'digest'), 'utf8').catch(() => null);
  if (built === digest) return;
  // Put into place as a whole, so that a server never reads half of it, and several processes may build at once.
  const made = join(root, 'node_modules', '.cache', `console-${process.pid}`);
  const former = `${made}-former`;
  await build({ root: join(root, 'console'), build: { outDir: made }, logLevel: 'error' });
  await writeFile(join(made, 'digest'), digest);
  if (existsSync(output)) await rename(output, former).catch(() => undefined);
  // Where another process has put its own there meanwhile, that one is the same.
  await rename(made, output).catch(() => undefined);
  await Promise.all([made, former].map((folder) => rm(folder, { recursive: true, force: true })));
}

async function digestOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const path of (await Promise.all(inputs.map(filesOf))).flat().toSorted()) {
    hash.update(`${path}\0`).update(await readFile(join(root, path)));
  }
  return hash.digest('hex');
}

async function filesOf(path: string): Promise<string[]> {
  if (path.endsWith('.json')) return [path];
  const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((file) => !/\/(?:dist|node_modules)\//.test(file));
}

// What is built must not depend on who builds it.
process.env['NODE_ENV'] = 'production';
await buildConsole();
