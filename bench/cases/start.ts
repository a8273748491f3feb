import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lineOfTimes } from '../support/figures.ts';
import type { Line } from '../support/figures.ts';

const root = join(import.meta.dirname, '..', '..');
const name = 'npm start to ready';
const patienceMs = 300_000;
const starts = 5;

/** `npm start` in a fresh copy of the committed files, until the server is ready. */
export async function measureStart(): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), 'paygraph-start-'));
  try {
    const archive = execFileSync('git', ['archive', 'HEAD'], { cwd: root, maxBuffer: 2 ** 30 });
    execFileSync('tar', ['-x', '-C', folder], { input: archive });
    const first = await readyAfter(folder);
    const second: number[] = [];
    for (let start = 0; start < starts; start += 1) second.push((await readyAfter(folder)).ms);
    await rm(join(folder, 'node_modules'), { recursive: true });
    execFileSync('npm', ['ci', '--loglevel=error'], { cwd: folder, stdio: 'ignore' });
    const afterCi = await readyAfter(folder);
    if (afterCi.output.includes('Installing')) throw new Error('installed again after npm ci');
    return [
      lineOfTimes(name, 'the first, which installs', [first.ms]),
      lineOfTimes(name, 'each after it', second),
      lineOfTimes(name, 'the first after npm ci', [afterCi.ms]),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readyAfter(cwd: string): Promise<{ ms: number; output: string }> {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const began = performance.now();
  const npm = spawn('npm', ['start'], {
    cwd,
    env: { ...process.env, PORT: String(port) },
    detached: true,
  });
  let output = '';
  for (const stream of [npm.stdout, npm.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const ended = once(npm, 'exit');
  try {
    while (!(await isReady(port))) {
      const hasEnded = npm.exitCode !== null;
      if (hasEnded || performance.now() - began > patienceMs) throw new Error(output);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return { ms: performance.now() - began, output };
  } finally {
    // The group: npm, and the server that it started.
    if (npm.pid !== undefined && npm.exitCode === null) process.kill(-npm.pid, 'SIGTERM');
    await ended;
  }
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok;
  } catch {
    return false;
  }
}
