import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { clockModule } from './clock.ts';
import type { Outside } from './outside.ts';

type Answers = {
  [Ask in keyof Outside]: (
    ...given: Parameters<Outside[Ask]>
  ) => Promise<Awaited<ReturnType<Outside[Ask]>>>;
};

export interface SandboxProcess {
  child: ChildProcess;
  /** What the outside world can be asked for, each question answered over the channel. */
  ask: Answers;
  close(): Promise<void>;
}

interface Reply {
  id?: number;
  result?: unknown;
  error?: string;
}

/** All five providers in a process of their own. */
export async function startSandboxProcess(): Promise<SandboxProcess> {
  const module = new URL('./sandbox-process.ts', import.meta.url).pathname;
  const child = fork(module, {
    execArgv: ['--import', clockModule],
    env: { PATH: process.env['PATH'] },
    serialization: 'advanced',
  });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let questions = 0;
  child.on('message', ({ id, result, error }: Reply) => {
    const asked = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || asked === undefined) return;
    waiting.delete(id);
    if (error === undefined) asked.resolve(result);
    else asked.reject(new Error(`the sandbox: ${error}`));
  });
  child.on('exit', () => {
    for (const asked of waiting.values()) asked.reject(new Error('the sandbox has ended'));
  });
  await once(child, 'message');
  const ask = new Proxy({} as Answers, {
    get:
      (_target, name: string) =>
      async (...given: unknown[]) => {
        const id = (questions += 1);
        const asked = Promise.withResolvers<unknown>();
        waiting.set(id, asked);
        child.send({ id, ask: name, given });
        return asked.promise;
      },
  });
  return {
    child,
    ask,
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
