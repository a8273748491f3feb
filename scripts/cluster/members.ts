import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

/** One process of a cluster. */
export interface Member {
  pid: number;
  port: number;
  /** Resolves when it has ended, however that came. */
  ended: Promise<void>;
  /** Drains it: SIGTERM. Resolves when it has ended; after `withinMs` milliseconds it is killed. */
  stop(withinMs?: number): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

const root = join(import.meta.dirname, '..', '..');
const startMs = 60_000;
/** Longer than a process takes to drain. */
const drainMs = 30_000;

/** None outlives the process that has started it; where that is killed, see `parent.ts`. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export interface MemberOptions {
  /** Of the project, or of another version of it. */
  folder?: string;
  /** Below that folder. */
  program?: string;
  /** Gets each line that it prints. */
  say?: (line: string) => void;
}

/**
 * Starts a process on a free port of loopback, and resolves when it accepts requests. Rejects where it ends before that.
 */
export async function startMember(
  environment: Readonly<Record<string, string | undefined>>,
  { folder = root, program = 'src/main.ts', say = () => undefined }: MemberOptions = {},
): Promise<Member> {
  const parent = pathToFileURL(join(import.meta.dirname, 'parent.ts')).href;
  const child = spawn(process.execPath, ['--import', parent, join(folder, program)], {
    cwd: folder,
    env: { ...environment, PORT: '0', HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const printed: string[] = [];
  const port = await new Promise<number>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('it did not start in a minute')), startMs);
    child.once('exit', () => reject(new Error(`it did not start: ${printed.join('\n')}`)));
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        say(line);
        if (timer.hasRef()) printed.push(line);
        const [, found] = /ready on http:\/\/[^/]*:(\d+)\//.exec(line) ?? [];
        if (found === undefined) return;
        clearTimeout(timer);
        resolve(Number(found));
      });
    }
  }).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  return memberOf(child, port);
}

function memberOf(child: ChildProcess, port: number): Member {
  const ended = child.exitCode === null ? once(child, 'exit').then(() => undefined) : undefined;
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  return {
    pid: child.pid ?? 0,
    port,
    ended: ended ?? Promise.resolve(),
    async stop(withinMs = drainMs) {
      const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
      await end('SIGTERM');
      clearTimeout(timer);
    },
    kill: () => end('SIGKILL'),
  };
}
