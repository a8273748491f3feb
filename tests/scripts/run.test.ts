import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** A project with one package, whose npm is replaced by a script. */
const root = join(import.meta.dirname, '..', '..');
const lock = {
  packages: {
    'node_modules/one': { version: '1.0.0', integrity: 'sha512-one' },
    'node_modules/two': { version: '2.0.0', integrity: 'sha512-two', dev: true },
  },
};
const npm = `
const { appendFileSync, existsSync, mkdirSync, symlinkSync, writeFileSync } = require('node:fs');
const parameters = process.argv.slice(2);
appendFileSync('npm.txt', parameters.slice(0, 2).join(' ') + '\\n');
const packages = ${JSON.stringify(lock.packages)};
if (!parameters.includes('--include=dev')) delete packages['node_modules/two'];
for (const path of Object.keys(packages)) {
  mkdirSync(path, { recursive: true });
  writeFileSync(path + '/package.json', '{}');
}
mkdirSync('node_modules/.bin', { recursive: true });
if (!existsSync('node_modules/.bin/node')) symlinkSync(process.execPath, 'node_modules/.bin/node');
writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));
`;
/** What npm was run with since the last time. */
const npmRuns = (): string[] => {
  const runs = readFileSync(join(folder, 'npm.txt'), 'utf8').trim().split('\n');
  writeFileSync(join(folder, 'npm.txt'), '');
  return runs;
};
const program = `
process.on('SIGTERM', () => process.exit(7));
console.log(process.argv.slice(2).join(' '));
if (process.argv[2] === 'wait') setInterval(() => undefined, 1000);
`;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'paygraph-run-'));
  mkdirSync(join(folder, 'scripts'));
  for (const name of ['run.mjs', 'install.mjs', 'installed.mjs']) {
    copyFileSync(join(root, 'scripts', name), join(folder, 'scripts', name));
  }
  const dependencies = { node: process.version.slice(1) };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ dependencies }));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  writeFileSync(join(folder, 'npm.cjs'), npm);
  writeFileSync(join(folder, 'program.mjs'), program);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(parameters: string[], onLine: (kill: () => void) => void = () => undefined) {
  const child = spawn(process.execPath, ['scripts/run.mjs', ...parameters], {
    cwd: folder,
    env: { npm_execpath: join(folder, 'npm.cjs') },
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    onLine(() => child.kill('SIGTERM'));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, out, err };
}

it('the first time run.mjs says what it installs, and then runs the program with its arguments', async () => {
  const { code, out, err } = await run(['program.mjs', 'a', '--b']);
  expect(err).toMatch(/first start.* Installing 1 packages.*\n(?:.*\n)*.*installed in \d+ s/);
  expect({ code, out }).toEqual({ code: 0, out: 'a --b\n' });
  expect(npmRuns()).toEqual(['ci --omit=dev']);
});

it('after that run.mjs installs nothing and prints nothing', async () => {
  expect(await run(['program.mjs', 'c'])).toEqual({ code: 0, out: 'c\n', err: '' });
});

it('what only development needs is added when it is needed, with nothing removed, and then stays', async () => {
  const { out, err } = await run(['--development', 'program.mjs', 'd']);
  expect(out).toBe('d\n');
  expect(err).toContain('Installing 2 packages');
  expect(npmRuns()).toEqual(['install --no-save']);
  expect(await run(['program.mjs', 'e'])).toEqual({ code: 0, out: 'e\n', err: '' });
  rmSync(join(folder, 'node_modules/one'), { recursive: true });
  expect((await run(['program.mjs', 'f'])).out).toBe('f\n');
  expect(npmRuns()).toEqual(['ci --include=dev']);
});

it('run.mjs lets the program end by a signal in its own way', async () => {
  const { code } = await run(['program.mjs', 'wait'], (kill) => kill());
  expect(code).toBe(7);
});

it('run.mjs starts the pinned Node from another one, and passes signals on', async () => {
  const other = { dependencies: { node: '0.0.1' } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(other));
  rmSync(join(folder, 'node_modules/.bin/node'));
  const pinned = `#!${process.execPath}
process.argv.splice(1, 1);
if (process.argv[1] === '--version') console.log('v0.0.1');
else import(process.argv[1]);
`;
  writeFileSync(join(folder, 'pinned.cjs'), pinned, { mode: 0o755 });
  symlinkSync(join(folder, 'pinned.cjs'), join(folder, 'node_modules/.bin/node'));
  const { code, err } = await run(['program.mjs', 'wait'], (kill) => kill());
  expect({ code, err }).toEqual({ code: 7, err: '' });
});

it('run.mjs reports where the pinned Node has another version than it should', async () => {
  const other = { dependencies: { node: '0.0.2' } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(other));
  const { code, err } = await run(['program.mjs']);
  expect(code).toBe(1);
  expect(err).toContain('Node v0.0.2 was not installed correctly');
  expect(err).toContain('v0.0.1');
});
