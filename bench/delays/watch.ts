import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
import type { PerformanceEntry } from 'node:perf_hooks';
import { slowness } from './reference.ts';

/** How long the event loop was held. All values are milliseconds. */
export interface Delays {
  /** By the wall clock, as a timer sees it. */
  p99: number;
  longest: number;
  /**
   * The longest processor time of this thread between two turns of the event loop, without garbage collection: our own
   * work. Kernels that count in ticks sometimes report too much, so it is capped at the wall clock.
   */
  longestStretch: number;
  /**
   * The same, of stretches in which another process took the processor. Afterwards the caches are cold and more has
   * come in, so the same work takes longer.
   */
  longestInterrupted: number;
  /** How many times longer this machine takes for the same work than a quiet one, measured right after the load. */
  slowness: number;
  /** The number of stretches longer than ten milliseconds. */
  tooLong: number;
  longestCollection: number;
  /** Processor time of the whole process, and the duration of the measurement. */
  cpu: number;
  wall: number;
}

interface Stretch {
  from: number;
  to: number;
  cpu: number;
}

/** Shorter stretches are not recorded. */
const minRecordedMs = 3;

/** Watches this thread until the returned function is called. */
export function watchDelays(): () => Promise<Delays> {
  const wall = monitorEventLoopDelay({ resolution: 1 });
  const collections: { from: number; ms: number }[] = [];
  const collecting = new PerformanceObserver((list) => add(list.getEntries()));
  const add = (entries: readonly PerformanceEntry[]): void => {
    for (const { startTime, duration } of entries) {
      collections.push({ from: startTime, ms: duration });
    }
  };
  collecting.observe({ entryTypes: ['gc'] });
  const stretches: Stretch[] = [];
  let last = { at: performance.now(), cpu: threadCpuMs() };
  // A timer of one millisecond is due in every turn that lasts longer than that.
  const timer = setInterval(() => {
    const now = { at: performance.now(), cpu: threadCpuMs() };
    const cpu = Math.min(now.cpu - last.cpu, now.at - last.at);
    if (cpu >= minRecordedMs) stretches.push({ from: last.at, to: now.at, cpu });
    last = now;
  }, 1);
  wall.enable();
  const began = { at: performance.now(), cpu: process.cpuUsage() };
  return async () => {
    wall.disable();
    clearInterval(timer);
    const used = process.cpuUsage(began.cpu);
    const elapsed = performance.now() - began.at;
    // The last observation is reported in a later turn.
    await new Promise((resolve) => setTimeout(resolve, 20));
    add(collecting.takeRecords());
    collecting.disconnect();
    const ours = stretches.map((stretch) => ({
      ms: stretch.cpu - collected(stretch, collections),
      isInterrupted: stretch.to - stretch.from > 1.25 * stretch.cpu + 1,
    }));
    const longestOf = (some: typeof ours): number => Math.max(0, ...some.map(({ ms }) => ms));
    return {
      p99: wall.percentile(99) / 1e6,
      longest: wall.max / 1e6,
      longestStretch: longestOf(ours.filter(({ isInterrupted }) => !isInterrupted)),
      longestInterrupted: longestOf(ours.filter(({ isInterrupted }) => isInterrupted)),
      slowness: await slowness(),
      tooLong: ours.filter(({ ms }) => ms > 10).length,
      longestCollection: Math.max(0, ...collections.map(({ ms }) => ms)),
      cpu: (used.user + used.system) / 1000,
      wall: elapsed,
    };
  };
}

function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function collected({ from, to }: Stretch, collections: readonly { from: number; ms: number }[]) {
  return collections
    .filter((one) => one.from >= from && one.from < to)
    .reduce((sum, { ms }) => sum + ms, 0);
}
