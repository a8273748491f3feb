import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { clockModule } from './clock.ts';
import type { Outside } from './outside.ts';
import { ofMachine } from '../../support/machine.ts';

type Answers = {
  [Method in keyof Outside]: (
    ...args: Parameters<Outside[Method]>
  ) => Promise<Awaited<ReturnType<Outside[Method]>>>;
};

export interface SandboxProcess {
  child: ChildProcess;
  /** The questions that the outside world answers, each over the channel. */
  call: Answers;
  close(): Promise<void>;
}

interface Reply {
  id?: number;
  result?: unknown;
  error?: string;
}

/** All five providers in their own process. */
export async function startSandboxProcess(): Promise<SandboxProcess> {
  const module = new URL('./sandbox-process.ts', import.meta.url).pathname;
  const child = fork(module, {
    execArgv: ['--import', clockModule],
    env: ofMachine,
    serialization: 'advanced',
  });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let questions = 0;
  child.on('message', ({ id, result, error }: Reply) => {
    const pending = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || pending === undefined) return;
    waiting.delete(id);
    if (error === undefined) pending.resolve(result);
    else pending.reject(new Error(`the sandbox: ${error}`));
  });
  child.on('exit', () => {
    for (const pending of waiting.values()) pending.reject(new Error('the sandbox has ended'));
  });
  await once(child, 'message');
  const call = new Proxy({} as Answers, {
    get:
      (_target, name: string) =>
      async (...args: unknown[]) => {
        const id = (questions += 1);
        const pending = Promise.withResolvers<unknown>();
        waiting.set(id, pending);
        child.send({ id, call: name, args });
        return pending.promise;
      },
  });
  return {
    child,
    call,
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
