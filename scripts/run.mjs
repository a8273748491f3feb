// Runs a program under the pinned Node. First it installs what package-lock.json states, where that has not been
// done: node scripts/run.mjs [<program> [<argument> …]]. This file itself runs under whatever Node the host has.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isInstalled, toInstall } from './installed.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const pinned = `v${readJson('package.json').dependencies.node}`;
const say = (text) => process.stderr.write(`paygraph: ${text}\n`);

if (!isReady()) await install();
const [program, ...parameters] = process.argv.slice(2);
if (program !== undefined) await run(program, parameters);

function isReady() {
  const kept = 'node_modules/.package-lock.json';
  if (!existsSync(join(root, kept))) return false;
  const isProduction = process.env.NODE_ENV === 'production';
  const here = (path) => existsSync(join(root, path, 'package.json'));
  return isInstalled(readJson('package-lock.json'), readJson(kept), { isProduction, here });
}

async function install() {
  const paths = toInstall(readJson('package-lock.json'));
  const done = () => paths.filter((path) => existsSync(join(root, path, 'package.json'))).length;
  say(`first start with these dependencies. Installing ${paths.length} packages, once…`);
  const started = Date.now();
  let reported = 0;
  const progress = setInterval(() => {
    const count = done();
    if (count - reported < paths.length / 10) return;
    reported = count;
    say(`${count} of ${paths.length} packages`);
  }, 500);
  const status = await ended(
    startNpm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']),
  );
  clearInterval(progress);
  if (status !== 0) {
    say('the installation failed; its messages are above.');
    process.exit(status);
  }
  say(`installed in ${Math.round((Date.now() - started) / 1000)} s, with Node ${pinned}.`);
}

function startNpm(parameters) {
  const npm = process.env.npm_execpath;
  // npm's report of its own success tells less than our check does.
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] };
  return npm === undefined
    ? spawn('npm', parameters, { ...options, shell: true })
    : spawn(process.execPath, [npm, ...parameters], options);
}

/** Runs in this process if it is the pinned Node, which it is whenever npm has found that in node_modules/.bin. */
async function run(program, parameters) {
  if (process.version === pinned) {
    process.argv = [process.execPath, join(root, program), ...parameters];
    await import(pathToFileURL(join(root, program)).href);
    return;
  }
  const node = join(root, 'node_modules', '.bin', 'node');
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  if (stdout?.trim() !== pinned) {
    say(`Node ${pinned} was not installed correctly (${node}: ${stdout?.trim() ?? 'missing'}).`);
    process.exit(1);
  }
  const child = spawn(node, [join(root, program), ...parameters], { stdio: 'inherit' });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  // A child on a terminal receives the signal itself.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  process.exit(await ended(child));
}

/** The exit code of the child, in a shell's convention. */
function ended(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}
