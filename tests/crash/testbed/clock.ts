import type { ChildProcess } from 'node:child_process';

/** Preloaded into each process that shares the clock. */
export const clockModule = new URL('./moved-clock.ts', import.meta.url).href;

/** One clock for several processes: real time plus an offset that only grows. */
export class SharedClock {
  offsetMs = 0;
  /** The additional offset of Paygraph's wall clock. */
  stepMs = 0;

  now(): number {
    return Date.now() + this.offsetMs;
  }

  /** Resolves when all running processes have the offset. */
  async advance(ms: number, children: readonly ChildProcess[]): Promise<void> {
    this.offsetMs += Math.max(0, Math.ceil(ms));
    await Promise.all(children.map((child) => setOffset(child, this.offsetMs)));
  }
}

/** Messages before it are not late: they come over the same channel. */
export function step(child: ChildProcess, stepMs: number): void {
  if (child.connected) child.send({ stepMs });
}

async function setOffset(child: ChildProcess, offsetMs: number): Promise<void> {
  if (!child.connected) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      child.off('message', onMessage);
      child.off('exit', done);
      resolve();
    };
    const onMessage = (message: { offsetIs?: number }): void => {
      if (message.offsetIs !== undefined && message.offsetIs >= offsetMs) done();
    };
    child.on('message', onMessage);
    child.on('exit', done);
    child.send({ offsetMs }, (error) => {
      if (error) done();
    });
  });
}
