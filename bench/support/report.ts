import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { dirname } from 'node:path';
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
] as const;

function row(cells: readonly string[]): string {
  return columns
    .map(({ width }, index) => {
      const cell = cells[index] ?? '';
      return index === 0 ? cell.padEnd(width) : cell.padStart(width);
    })
    .join('');
}

export function printLines(lines: readonly Line[]): void {
  for (const [name, ofCase] of Map.groupBy(lines, (line) => line.case)) printCase(name, ofCase);
}

function printCase(name: string, lines: readonly Line[]): void {
  const titles = columns.map(({ title }) => title);
  console.log(`\n${row([name, ...titles.slice(1)])}`);
  for (const { variant, figures, speed, cpuRatio } of lines) {
    const { perSecond, p50Ms, p99Ms, cpuMicros } = figures;
    const cells = [
      perSecond.toFixed(0),
      p50Ms.toFixed(2),
      p99Ms.toFixed(2),
      cpuMicros?.toFixed(0) ?? '',
      speed.toFixed(2),
      cpuRatio?.toFixed(1) ?? '',
    ];
    console.log(row([`  ${variant}`, ...cells]));
  }
}

export interface Results {
  quick: boolean;
  /** Duration of the whole run. */
  seconds: number;
  size: Size;
  lines: readonly Line[];
}

export async function writeResults(file: string, results: Results): Promise<void> {
  const [cpu] = cpus();
  const machine = {
    node: process.version,
    system: `${process.platform} ${release()}`,
    processors: `${cpus().length} x ${cpu?.model ?? 'unknown'}`,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
  const report = { at: new Date().toISOString(), machine, ...results };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
}
