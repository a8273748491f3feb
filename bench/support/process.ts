import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The commands of a process, by name. */
export type Commands = Record<string, (input: never) => unknown>;

type Output<Command> = Command extends (input: never) => infer Answer ? Awaited<Answer> : never;

export interface Process<Known extends Commands> {
  call<Name extends keyof Known & string>(
    name: Name,
    ...input: Parameters<Known[Name]>
  ): Promise<Output<Known[Name]>>;
  /** Microseconds of processor time so far, user and system. */
  cpu(): Promise<number>;
  /** Bytes of the heap that are in use, after a collection. */
  heap(): Promise<number>;
  stop(): Promise<void>;
}

interface Question {
  id: number;
  name: string;
  input: unknown;
}
interface Pending {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}
interface Answer {
  id: number;
  output?: unknown;
  error?: string;
}

export interface StartOptions {
  /** Where a CPU profile is written when the process stops. Null: nowhere. */
  profileTo?: string | null;
}

/** Starts a module of this benchmark as its own process, under the same Node. */
export function startProcess<Known extends Commands>(
  module: string,
  { profileTo = null }: StartOptions = {},
): Process<Known> {
  const profiling = profileTo === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileTo}`];
  const child = fork(new URL(`../${module}`, import.meta.url), {
    execArgv: ['--expose-gc', ...profiling],
    // As each would be deployed.
    env: { ...process.env, NODE_ENV: 'production' },
    serialization: 'advanced',
  });
  const call = callerOf(child, module);
  return {
    call: (name, ...input) => call(name, input[0]) as never,
    cpu: async () => (await call('cpu', null)) as number,
    heap: async () => (await call('heap', null)) as number,
    async stop() {
      const exited = once(child, 'exit');
      child.send({ id: 0, name: 'stop', input: null } satisfies Question);
      await exited;
    },
  };
}

function callerOf(child: ChildProcess, module: string) {
  const open = new Map<number, Pending>();
  let last = 0;
  child.on('message', ({ id, output, error }: Answer) => {
    const pending = open.get(id);
    open.delete(id);
    if (error === undefined) pending?.resolve(output);
    else pending?.reject(new Error(`${module}: ${error}`));
  });
  child.on('exit', (code) => {
    for (const one of open.values()) one.reject(new Error(`${module} ended with ${code}`));
  });
  return (name: string, input: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      last += 1;
      open.set(last, { resolve, reject });
      child.send({ id: last, name, input } satisfies Question);
    });
}

/** The other side: answers commands until it is stopped. */
export function serveCommands(commands: Commands): void {
  const known: Commands = {
    ...commands,
    cpu: () => {
      const { user, system } = process.cpuUsage();
      return user + system;
    },
    heap: () => {
      globalThis.gc?.();
      return process.memoryUsage().heapUsed;
    },
  };
  process.on('message', ({ id, name, input }: Question) => {
    // Exiting with `exit` also writes the CPU profile.
    if (name === 'stop') process.exit(0);
    const command = known[name];
    const done = new Promise((resolve) => resolve(command?.(input as never)));
    done.then(
      (output) => process.send?.({ id, output } satisfies Answer),
      (error: unknown) => process.send?.({ id, error: String(error) } satisfies Answer),
    );
  });
  process.on('disconnect', () => process.exit(1));
}
