// Runs a program under the pinned Node. First it installs what package-lock.json states, where that has not been
// done: node scripts/run.mjs [--development] [<program> [<argument> …]]. With --development also what only tests and
// checks need. This file itself runs under whatever Node the host has.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ended, ensureInstalled, say } from './install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const pinned = `v${dependencies.node}`;

const development = process.argv[2] === '--development';
await ensureInstalled(root, { development });
const [program, ...parameters] = process.argv.slice(development ? 3 : 2);
if (program !== undefined) await run(program, parameters);

/** Runs in this process if it is the pinned Node, which it is whenever npm has found that in node_modules/.bin. */
async function run(program, parameters) {
  // What is compiled is kept, also for the programs that this one starts: a quarter of their start.
  process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'compiled');
  if (process.version === pinned) {
    module.enableCompileCache();
    module.registerHooks({ resolve: resolveRelative });
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

/**
 * A relative import with its ending names its file, so nothing is looked for: a tenth of a start. Where there is none,
 * the import fails when it is read.
 */
function resolveRelative(specifier, { parentURL, conditions }, next) {
  const isWhole = /^\.\.?\/.*\.(?:ts|m?js)$/.test(specifier) && conditions.includes('import');
  if (!isWhole || !parentURL?.startsWith('file:')) return next(specifier);
  return { url: new URL(specifier, parentURL).href, shortCircuit: true };
}
