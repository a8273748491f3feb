import { describe, expect, it } from 'vitest';
import { createSandboxClock } from '../../sandbox/double/clock.ts';

describe('the clock of the sandbox', () => {
  it('runs what is due on the way in order of time, each at its own instant', async () => {
    const clock = createSandboxClock({ frozenAt: 1_000 });
    const ran: [string, number][] = [];
    const note = (name: string) => () => ran.push([name, clock.now()]);
    clock.schedule(1_300, note('third'));
    clock.schedule(1_100, note('first'));
    clock.schedule(1_100, note('second'));
    clock.schedule(1_101, () => clock.schedule(1_200, note('added on the way')));
    clock.schedule(2_001, note('beyond'));
    const cancel = clock.schedule(1_150, note('taken back'));
    cancel();
    await clock.advance(1_000);
    expect(ran).toEqual([
      ['first', 1_100],
      ['second', 1_100],
      ['added on the way', 1_200],
      ['third', 1_300],
    ]);
    expect(clock.now()).toBe(2_000);
  });

  it('waits for tracked work before it moves on, and runs what the work schedules', async () => {
    const clock = createSandboxClock({ frozenAt: 0 });
    const ran: number[] = [];
    clock.schedule(10, () => {
      clock.track(
        new Promise<void>((resolve) => {
          setImmediate(() => {
            clock.schedule(20, () => ran.push(clock.now()));
            resolve();
          });
        }),
      );
    });
    await clock.advance(100);
    expect(ran).toEqual([20]);
  });

  it('fires by itself in real time', async () => {
    const clock = createSandboxClock();
    const start = clock.now();
    const fired = await new Promise<number>((resolve) => {
      clock.schedule(start + 15, () => resolve(clock.now()));
    });
    expect(fired).toBeGreaterThanOrEqual(start + 15);
    clock.close();
  });

  it('keeps running after it was moved', async () => {
    const clock = createSandboxClock();
    const before = Date.now();
    await clock.advance(3_600_000);
    expect(clock.now() - before).toBeGreaterThanOrEqual(3_600_000);
    expect(clock.now() - Date.now()).toBeLessThan(3_600_100);
  });
});
