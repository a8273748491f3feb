import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { isInstalled, toInstall } from './installed.mjs';

export const say = (text) => process.stderr.write(`paygraph: ${text}\n`);

/** Installs what a folder's package-lock.json states, where that has not been done. Ends the process if it fails. */
export async function ensureInstalled(folder) {
  const readJson = (path) => JSON.parse(readFileSync(join(folder, path), 'utf8'));
  const here = (path) => existsSync(join(folder, path, 'package.json'));
  const lock = readJson('package-lock.json');
  const kept = 'node_modules/.package-lock.json';
  const isProduction = process.env.NODE_ENV === 'production';
  const isReady =
    existsSync(join(folder, kept)) && isInstalled(lock, readJson(kept), { isProduction, here });
  if (!isReady) await install(folder, toInstall(lock), here);
}

async function install(folder, paths, here) {
  say(`first start with these dependencies. Installing ${paths.length} packages, once…`);
  const started = Date.now();
  let reported = 0;
  const progress = setInterval(() => {
    const count = paths.filter(here).length;
    if (count - reported < paths.length / 10) return;
    reported = count;
    say(`${count} of ${paths.length} packages`);
  }, 500);
  const parameters = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const status = await ended(startNpm(folder, parameters));
  clearInterval(progress);
  if (status !== 0) {
    say('the installation failed; its messages are above.');
    process.exit(status);
  }
  say(`installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

function startNpm(folder, parameters) {
  const npm = process.env.npm_execpath;
  // npm's report of its own success tells less than our check does.
  const options = { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] };
  return npm === undefined
    ? spawn('npm', parameters, { ...options, shell: true })
    : spawn(process.execPath, [npm, ...parameters], options);
}

/** The exit code of the child, in a shell's convention. */
export function ended(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}
