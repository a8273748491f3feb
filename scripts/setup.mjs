// Installs the dependencies of package-lock.json if that has not been done yet, and says so.
// Runs under whatever Node the host has; the scripts after it run under the pinned Node of node_modules/.bin.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'node_modules', '.installed-lock');
const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  console.log('paygraph: installing dependencies (once)…');
  const npm = process.env.npm_execpath;
  const arguments_ = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const installed = npm
    ? spawnSync(process.execPath, [npm, ...arguments_], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', arguments_, { cwd: root, stdio: 'inherit', shell: true });
  if (installed.status !== 0) {
    console.error('paygraph: the installation failed; its messages are above.');
    process.exit(installed.status ?? 1);
  }
  writeFileSync(stamp, lock);
}

const pinned = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies.node;
const binary = join(root, 'node_modules', '.bin', 'node');
const { stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8' });
if (stdout?.trim() !== `v${pinned}`) {
  console.error(
    `paygraph: Node ${pinned} was not installed correctly (${binary}: ${stdout ?? 'missing'}).`,
  );
  process.exit(1);
}
