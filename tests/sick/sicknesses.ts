import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../crash/random.ts';
import type { Bed } from './bed.ts';
import { afterPowerCuts, lostAfterPowerCut, readFiles, readRecording, recording } from './power.ts';
import { attach } from './strace.ts';

export interface Sickness {
  shows: string;
  /** Makes the machine sick for so long, under load, and well again. Resolves to what went wrong, as sentences. */
  suffer: (bed: Bed, options: { ms: number; seed: string }) => Promise<string[]>;
}

/** Faults that strace puts into the system calls of the running process. */
const injected =
  (rule: string): Sickness['suffer'] =>
  async (bed, { ms }) => {
    const calls = /^--inject=([\w,]+):/.exec(rule)?.[1] ?? '';
    await bed.underLoad(async () => {
      const detach = await attach(bed.pid(), [
        '--output=/dev/null',
        `--trace=${calls}`,
        rule,
        ...filesOf(bed).map((file) => `--trace-path=${file}`),
      ]);
      await sleep(ms);
      await detach();
    });
    return [];
  };

const filesOf = ({ databaseUrl }: Bed): string[] => {
  const file = databaseUrl.slice('sqlite:'.length);
  return [file, `${file}-wal`];
};

export const sicknesses: Readonly<Record<string, Sickness>> = {
  'power cut': {
    shows: 'Writes that were not flushed are lost: disks are rebuilt as they may be at any moment',
    suffer: cutPower,
  },
  'full disk': {
    shows: 'Every write to the database fails: there is no room left',
    suffer: injected('--inject=pwrite64:error=ENOSPC'),
  },
  'broken flush': {
    shows: 'Every third flush of the database fails',
    suffer: injected('--inject=fdatasync,fsync:error=EIO:when=1+3'),
  },
  'slow flush': {
    shows: 'Each flush of the database takes 300 ms longer',
    suffer: injected('--inject=fdatasync,fsync:delay_enter=300000'),
  },
  'no descriptors': {
    shows: 'The process may open no file and no connection more',
    suffer: exhaustDescriptors,
  },
};

const powerCuts = 300;

async function cutPower(bed: Bed, { ms, seed }: { ms: number; seed: string }): Promise<string[]> {
  const random = createRandom(seed);
  const folder = await mkdtemp(join(tmpdir(), 'paygraph-recording-'));
  try {
    const [database = '', log = ''] = filesOf(bed);
    const record = join(folder, 'record');
    // The load begins when this is called: the files are those of a moment without a write.
    const detach = await attach(bed.pid(), recording([database, log], record));
    const before = readFiles([database, log]);
    await bed.underLoad(() => sleep(ms));
    await detach();
    const recorded = readRecording(readFileSync(record, 'latin1'));
    const findings: string[] = [];
    const counts = Array.from({ length: powerCuts }, () => random.between(1, recorded.length));
    const cuts = afterPowerCuts(
      before,
      recorded,
      counts.toSorted((a, b) => a - b),
      random,
    );
    for (const { count, files } of cuts) {
      const at = recorded[count]?.at ?? Infinity;
      const lost = await lostAfterPowerCut(files, basename(database), bed.acknowledged, at);
      findings.push(...lost.map((what) => `after ${count} of ${recorded.length} writes ${what}`));
    }
    return findings;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Lowers the limit of the running process to what it has open, and connects until nothing is accepted. */
async function exhaustDescriptors(bed: Bed, { ms }: { ms: number }): Promise<string[]> {
  const pid = String(bed.pid());
  const limitOf = (limit: string): void =>
    void execFileSync('prlimit', ['--pid', pid, `--nofile=${limit}`]);
  const [, soft = ''] = /open files +(\d+)/.exec(readFileSync(`/proc/${pid}/limits`, 'utf8')) ?? [];
  limitOf('40:');
  await bed.underLoad(() => withConnections(bed, ms));
  limitOf(`${soft}:`);
  return [];
}

async function withConnections(bed: Bed, ms: number): Promise<void> {
  const sockets = Array.from({ length: 60 }, () => {
    const socket = connect({ host: '127.0.0.1', port: bed.port() });
    socket.on('error', () => undefined);
    return socket;
  });
  await sleep(ms);
  for (const socket of sockets) socket.destroy();
}
