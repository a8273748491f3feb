import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/app.ts';

const root = join(import.meta.dirname, '..', '..');
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(textOf('package.json')) as { dependencies: Record<string, string> };
const dockerfile = textOf('Dockerfile').replaceAll(/\\\n\s*/g, '');

/** The words after an instruction, of each line that has it. */
const instructions = (name: string): string[] =>
  [...dockerfile.matchAll(new RegExp(`^${name} (.*)$`, 'gm'))].map(([, words = '']) => words);

const commandOf = (words: string | undefined): string[] =>
  JSON.parse(/\[.*\]/.exec(words ?? '')?.[0] ?? '[]') as string[];

/** No container engine is needed here: the image's files are put into a folder, and its commands run there. */
describe('the image', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paygraph-image-'));
    const lastStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    for (const [, words = ''] of lastStage.matchAll(/^COPY (?!--from)(.*)$/gm)) {
      const paths = words.split(' ');
      const to = paths.pop() ?? '';
      for (const from of paths) {
        const target = to.endsWith('/') ? join(to, basename(from)) : to;
        cpSync(join(root, from), join(folder, target), { recursive: true });
      }
    }
    installWithoutDevelopment(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has the pinned Node', () => {
    const stages = instructions('FROM').map((words) => words.split(' '));
    const ours = new Set(stages.map((words) => words[2]));
    const bases = stages.map(([base = '']) => base).filter((base) => !ours.has(base));
    const versions = bases.map((base) => /^node:([\d.]+)-/.exec(base)?.[1]);
    expect(new Set(versions)).toEqual(new Set([manifest.dependencies['node']]));
  });

  it('gets from the folder only what it copies', () => {
    const copied = instructions('COPY').filter((words) => !words.startsWith('--from'));
    const needed = copied.flatMap((words) => words.split(' ').slice(0, -1));
    const allowed = textOf('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    expect([...new Set(needed)].toSorted()).toEqual(allowed.toSorted());
    expect(needed.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('runs as another user than root', () => {
    expect(instructions('USER')).toEqual(['node']);
  });

  it('starts with what is in it, is healthy, and drains on SIGTERM', async () => {
    const [program = '', ...parameters] = commandOf(instructions('CMD').at(-1));
    const [checker = '', ...check] = commandOf(instructions('HEALTHCHECK')[0]);
    expect([program, checker]).toEqual(['node', 'node']);
    const environment = {
      NODE_ENV: 'production',
      PATH: process.env['PATH'],
      DATABASE_URL: `sqlite:${join(folder, 'data', 'paygraph.sqlite')}`,
      PAYGRAPH_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
      PAYGRAPH_ADMIN_KEY: '7c1d0b0e5a9f4d2c8b6a3e1f',
      PORT: '0',
    };
    const server = spawn(process.execPath, parameters, { cwd: folder, env: environment });
    let printed = '';
    for (const stream of [server.stdout, server.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
    }
    try {
      const port = await eventually(async () => {
        if (server.exitCode !== null) throw new Error(printed);
        return /ready on http:\/\/[^/]*:(\d+)\//.exec(printed)?.[1];
      }, 30_000);
      // The page of no payment has the style of all pages, so their files have been read.
      const page = await fetch(`http://127.0.0.1:${port}/pay/none`);
      expect([page.status, await page.text()]).toEqual([404, expect.stringContaining('page.css')]);
      const health = spawn(process.execPath, check, { env: { ...environment, PORT: port } });
      expect(await once(health, 'exit')).toEqual([0, null]);
      const docs = await fetch(`http://127.0.0.1:${port}/docs/quick-start.html`);
      expect([docs.status, await docs.text()]).toEqual([
        200,
        expect.stringContaining('Quick start'),
      ]);
      const nobody = spawn(process.execPath, check, { env: { ...environment, PORT: '1' } });
      expect(await once(nobody, 'exit')).toEqual([1, null]);
    } finally {
      server.kill('SIGTERM');
    }
    if (server.exitCode === null) await once(server, 'exit');
    expect(server.exitCode).toBe(0);
  });
});

/** Links the packages that `npm ci --omit=dev` installs, without the one that brings Node. */
function installWithoutDevelopment(folder: string): void {
  const { packages } = JSON.parse(textOf('package-lock.json')) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean; link?: boolean }>;
  };
  for (const [path, { dev = false, devOptional = false, link = false }] of Object.entries(
    packages,
  )) {
    const isTopLevel = /^node_modules\/(?:@[^/]+\/)?[^/]+$/.test(path);
    if (!isTopLevel || dev || devOptional || link || path === 'node_modules/node') continue;
    if (!existsSync(join(root, path))) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(join(root, path), join(folder, path));
  }
}
