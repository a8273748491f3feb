import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import type { Line } from './figures.ts';
import type { Size } from './rounds.ts';

const columns = [
  { title: '', width: 46 },
  { title: 'per s', width: 9 },
  { title: 'p50 ms', width: 9 },
  { title: 'p99 ms', width: 9 },
  { title: 'CPU µs', width: 9 },
  { title: 'speed', width: 7 },
  { title: 'CPU x', width: 7 },
  { title: 'Paygraph ÷ it', width: 15 },
  { title: 'heap B', width: 8 },
] as const;

function row(cells: readonly string[]): string {
  return columns
    .map(({ width }, index) => {
      const cell = cells[index] ?? '';
      return index === 0 ? cell.padEnd(width) : cell.padStart(width);
    })
    .join('')
    .trimEnd();
}

export function printLines(lines: readonly Line[]): void {
  for (const [name, ofCase] of Map.groupBy(lines, (line) => line.case)) printCase(name, ofCase);
}

function printCase(name: string, lines: readonly Line[]): void {
  const titles = columns.map(({ title }) => title);
  const hasHeap = lines.some(({ figures }) => figures.heapBytes !== undefined);
  console.log(`\n${row([name, ...titles.slice(1, hasHeap ? undefined : -1)])}`);
  for (const { variant, figures, speed, cpuRatio, paygraph } of lines) {
    const { perSecond, p50Ms, p99Ms, cpuMicros, heapBytes = null } = figures;
    const cells = [
      shown(perSecond, 0),
      shown(p50Ms, 2),
      shown(p99Ms, 2),
      shown(cpuMicros, cpuMicros !== null && cpuMicros < 100 ? 1 : 0),
      shown(speed, 2),
      shown(cpuRatio, 2),
      shown(paygraph, 2),
      shown(heapBytes, 0),
    ];
    console.log(row([`  ${variant}`, ...cells]));
  }
}

const shown = (value: number | null, decimals: number): string =>
  value === null || Number.isNaN(value) ? '' : value.toFixed(decimals);

/** One part of the benchmark, as it was measured. */
export interface Part {
  at: string;
  /** Of this repository. With a `+` where files differed from it. */
  commit: string;
  machine: ReturnType<typeof machineOf>;
  /** Packages by name. */
  versions: Readonly<Record<string, string>>;
  form: 'whole' | 'short';
  seconds: number;
  size: Size;
  lines: readonly Line[];
}

export type Results = Record<string, Part>;

export const partOf = (measured: Pick<Part, 'form' | 'seconds' | 'size' | 'lines'>): Part => ({
  at: new Date().toISOString(),
  commit: commitOf(),
  machine: machineOf(),
  versions: versionsOf(measured.size.withPeers),
  ...measured,
});

/** An empty record where there is no such file. */
export function readResults(file: string): Results {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Results;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

/** Replaces these parts of what the file has. */
export function writeResults(file: string, parts: Results): void {
  mkdirSync(dirname(file), { recursive: true });
  const all = JSON.stringify({ ...readResults(file), ...parts }, rounded, 1);
  writeFileSync(file, `${all}\n`);
}

const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(6)) : value;

function machineOf() {
  const [cpu] = cpus();
  return {
    node: process.version,
    system: `${process.platform} ${release()}`,
    processors: `${cpus().length} x ${cpu?.model ?? 'unknown'}`,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    /** When it was measured: of one minute. */
    load: loadavg()[0] ?? 0,
  };
}

const git = (...parameters: string[]): string =>
  execFileSync('git', parameters, { cwd: import.meta.dirname, encoding: 'utf8' }).trim();

function commitOf(): string {
  try {
    const isChanged = git('status', '--porcelain', '--untracked-files=no') !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${isChanged ? '+' : ''}`;
  } catch {
    return 'unknown';
  }
}

const product = ['graphql', 'graphql-yoga', 'ws', 'undici', '@mikro-orm/sqlite'];
const peers = ['graphql', 'mercurius', 'fastify', '@apollo/server', 'graphql-yoga', 'graphql-ws'];

const versionsOf = (withPeers: boolean): Record<string, string> => ({
  ...installed(product, '../..', ''),
  ...(withPeers ? installed(peers, '../peers', 'peer ') : {}),
});

const installed = (names: readonly string[], folder: string, prefix: string) =>
  Object.fromEntries(
    names.map((name) => {
      const path = join(import.meta.dirname, folder, 'node_modules', name, 'package.json');
      const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
      return [`${prefix}${name}`, version];
    }),
  );
