import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { tmpdir } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import type { Random } from '../crash/random.ts';
import type { Acknowledged } from './bed.ts';

/** A system call that changes a file of the database, as strace has recorded it. */
interface Recorded {
  /** Epoch milliseconds at which it began. */
  at: number;
  file: string;
  change:
    | { kind: 'write'; offset: number; bytes: Buffer }
    | { kind: 'truncate'; length: number }
    | { kind: 'flush' };
}

/** What strace needs to record the changes of these files. */
export const recording = (files: readonly string[], to: string): string[] => [
  `--output=${to}`,
  '--decode-fds=path',
  '-xx',
  '-ttt',
  '--string-limit=1000000',
  '--trace=pwrite64,fdatasync,fsync,ftruncate',
  ...files.map((file) => `--trace-path=${file}`),
];

const call =
  /^(\d+) +([\d.]+) (pwrite64|fdatasync|fsync|ftruncate)\(\d+<([^>]*)>(?:, (.*))?\) += (-?\d+)/;
const begun = /^(\d+) +(.*) <unfinished \.\.\.>$/;
const resumed = /^(\d+) +[\d.]+ <\.\.\. \w+ resumed>(.*)$/;

/** The changes in the order in which they ended. */
export function readRecording(text: string): Recorded[] {
  const open = new Map<string, string>();
  return text.split('\n').flatMap((line): Recorded[] => {
    const [, beginner = '', beginning = ''] = begun.exec(line) ?? [];
    if (beginner !== '') {
      open.set(beginner, beginning);
      return [];
    }
    const [, thread = '', rest = ''] = resumed.exec(line) ?? [];
    const whole = thread === '' ? line : `${thread} ${open.get(thread) ?? ''}${rest}`;
    const [, , at = '', name = '', path = '', parameters = '', result = ''] =
      call.exec(whole) ?? [];
    if (path === '' || Number(result) < 0) return [];
    const recorded = { at: Number(at) * 1000, file: basename(decoded(path).toString()) };
    if (name === 'ftruncate') {
      return [{ ...recorded, change: { kind: 'truncate', length: Number(parameters) } }];
    }
    if (name !== 'pwrite64') return [{ ...recorded, change: { kind: 'flush' } }];
    const [, bytes = '', offset = ''] = /^"(.*)", \d+, (\d+)$/.exec(parameters) ?? [];
    const written = decoded(bytes).subarray(0, Number(result));
    const change: Recorded['change'] = { kind: 'write', offset: Number(offset), bytes: written };
    return [{ ...recorded, change }];
  });
}

const decoded = (text: string): Buffer =>
  text.includes('\\x') ? Buffer.from(text.replaceAll('\\x', ''), 'hex') : Buffer.from(text);

/** The content of files, by their names. */
export type Files = ReadonlyMap<string, Buffer>;

export function readFiles(paths: readonly string[]): Files {
  return new Map(paths.map((path) => [basename(path), readFileSync(path)]));
}

const sectorBytes = 512;

/**
 * What a disk may have where the power fails after so many changes, for each of `counts`, in ascending order: all that
 * was flushed, and of the rest any sectors in any order. `files`: before the first change.
 */
export function* afterPowerCuts(
  files: Files,
  recorded: readonly Recorded[],
  counts: readonly number[],
  random: Random,
): Generator<{ count: number; files: Files }> {
  const flushed = new Map([...files].map(([name, bytes]) => [name, new Image(bytes)]));
  const waiting = new Map<string, Recorded[]>();
  let done = 0;
  for (const count of counts) {
    for (; done < count; done += 1) {
      const one = recorded[done];
      if (one === undefined) break;
      const before = waiting.get(one.file) ?? [];
      if (one.change.kind !== 'flush') waiting.set(one.file, [...before, one]);
      else {
        waiting.delete(one.file);
        flushed.get(one.file)?.apply(before);
      }
    }
    const images = [...flushed].map(([name, image]) => {
      const cut = new Image(image.bytes());
      cut.apply(reachedDisk(waiting.get(name) ?? [], random));
      return [name, cut.bytes()] as const;
    });
    yield { count, files: new Map(images) };
  }
}

/** A file in memory. */
class Image {
  #buffer: Buffer;
  #length: number;

  constructor(bytes: Buffer) {
    this.#buffer = Buffer.from(bytes);
    this.#length = bytes.length;
  }

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  apply(recorded: readonly Recorded[]): void {
    for (const { change } of recorded) {
      if (change.kind === 'truncate') this.#resize(change.length);
      if (change.kind !== 'write') continue;
      this.#resize(Math.max(this.#length, change.offset + change.bytes.length));
      change.bytes.copy(this.#buffer, change.offset);
    }
  }

  #resize(length: number): void {
    if (length > this.#buffer.length) {
      const larger = Buffer.alloc(2 * length);
      this.#buffer.copy(larger, 0, 0, this.#length);
      this.#buffer = larger;
    }
    // What is cut off reads as zeros when the file grows again.
    if (length < this.#length) this.#buffer.fill(0, length, this.#length);
    this.#length = length;
  }
}

/** Nothing, everything, or any of the sectors. */
function reachedDisk(waiting: readonly Recorded[], random: Random): Recorded[] {
  const how = random.weighed({ nothing: 1, everything: 1, some: 4 });
  if (how === 'nothing') return [];
  if (how === 'everything') return [...waiting];
  return waiting.flatMap((one) => {
    const { change } = one;
    if (change.kind !== 'write') return random.chance(0.5) ? [one] : [];
    const sectors = [];
    for (let from = 0; from < change.bytes.length; from += sectorBytes) {
      if (random.chance(0.5)) continue;
      const bytes = change.bytes.subarray(from, from + sectorBytes);
      sectors.push({ ...one, change: { ...change, offset: change.offset + from, bytes } });
    }
    return sectors;
  });
}

/** Opens the database as it is after such a cut. What clients knew before must be there. */
export async function lostAfterPowerCut(
  files: Files,
  name: string,
  acknowledged: readonly Acknowledged[],
  before: number,
): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'paygraph-power-'));
  try {
    for (const [file, bytes] of files) writeFileSync(join(folder, file), bytes);
    const database = new DatabaseSync(join(folder, name));
    try {
      const check = database.prepare('pragma integrity_check').get();
      const intact = Object.values(check ?? {})[0] === 'ok' ? [] : ['the database is broken'];
      const stored = new Set(
        database
          .prepare('select id from orders')
          .all()
          .map(({ id }) => id),
      );
      const lost = acknowledged.filter(({ id, at }) => at < before && !stored.has(id));
      return [...intact, ...lost.map(({ id }) => `${id} was answered before the cut and is lost`)];
    } finally {
      database.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}
