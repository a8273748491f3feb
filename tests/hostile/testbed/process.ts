import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A process observed from outside. Bytes and sockets are null where the system does not report them. */
export interface Watched {
  /** Neither ended nor killed. */
  isAlive(): boolean;
  /** Resident memory in bytes. */
  rss(): number | null;
  /** Open sockets, including listening ones. */
  sockets(): number | null;
}

export function watch(child: ChildProcess): Watched {
  const { pid = 0 } = child;
  return {
    isAlive: () => child.exitCode === null && child.signalCode === null,
    rss: () =>
      attempt(() => {
        const [, kilobytes] =
          /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
        return kilobytes === undefined ? null : Number(kilobytes) * 1024;
      }),
    sockets: () =>
      attempt(() => {
        const folder = `/proc/${pid}/fd`;
        return readdirSync(folder).filter((fd) => isSocket(`${folder}/${fd}`)).length;
      }),
  };
}

const isSocket = (path: string): boolean =>
  attempt(() => readlinkSync(path).startsWith('socket:')) ?? false;

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
