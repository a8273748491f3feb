import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { hasDevelopment, isInstalled, toInstall } from './installed.mjs';

export const say = (text) => process.stderr.write(`paygraph: ${text}\n`);

/**
 * Installs what a folder's package-lock.json states, where that has not been done: with the packages that only
 * `development` needs, or without. Packages for development that are there stay. Ends the process if it fails.
 */
export async function ensureInstalled(folder, { development }) {
  const readJson = (path) => JSON.parse(readFileSync(join(folder, path), 'utf8'));
  const here = (path) => existsSync(join(folder, path, 'package.json'));
  const lock = readJson('package-lock.json');
  const record = 'node_modules/.package-lock.json';
  const installed = existsSync(join(folder, record)) ? readJson(record) : null;
  const matches = (options) => installed !== null && isInstalled(lock, installed, options);
  if (matches({ development, here })) return;
  const stays = development || (installed !== null && hasDevelopment(installed));
  // `npm ci` begins by removing what is there, and a server may be running from it.
  const command = matches({ development: false, here }) ? ['install', '--no-save'] : ['ci'];
  const kinds = stays ? '--include=dev' : '--omit=dev';
  const missing = toInstall(lock, { development: stays });
  await install(folder, [...command, kinds], missing, here);
  dropCopies(folder);
}

async function install(folder, parameters, paths, here) {
  say(`first start with these dependencies. Installing ${paths.length} packages, once…`);
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const progress = showProgress(() => paths.filter(here).length, paths.length, seconds);
  const quietly = ['--no-audit', '--no-fund', '--loglevel=error'];
  const status = await ended(startNpm(folder, [...parameters, ...quietly]));
  progress.end();
  if (status !== 0) {
    say('the installation failed; its messages are above.');
    process.exit(status);
  }
  say(`installed in ${seconds()} s.`);
}

/** On a terminal one line that changes; elsewhere a line for each tenth of the packages. */
function showProgress(count, total, seconds) {
  const { isTTY = false } = process.stderr;
  let reported = 0;
  const report = () => {
    const done = count();
    if (isTTY) {
      const bar = '█'.repeat(Math.round((done / total) * 20)).padEnd(20, '░');
      process.stderr.write(`\r  ${bar} ${done} of ${total} packages, ${seconds()} s `);
    } else if (done - reported >= total / 10) {
      reported = done;
      say(`${done} of ${total} packages`);
    }
  };
  const timer = setInterval(report, isTTY ? 200 : 500);
  return {
    end() {
      clearInterval(timer);
      if (isTTY) process.stderr.write('\r\x1b[K');
    },
  };
}

/**
 * The package that brings Node links the program out of a package within it. The rest of that are headers for building
 * programs, 67 MB, and npm drops them at its next run.
 */
function dropCopies(folder) {
  rmSync(join(folder, 'node_modules/node/node_modules'), { recursive: true, force: true });
}

function startNpm(folder, parameters) {
  const npm = process.env.npm_execpath;
  // npm's report of its own success tells less than our check does.
  const options = { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] };
  return npm === undefined
    ? spawn('npm', parameters, { ...options, shell: process.platform === 'win32' })
    : spawn(process.execPath, [npm, ...parameters], options);
}

/** The exit code of the child, in a shell's convention. */
export function ended(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}
