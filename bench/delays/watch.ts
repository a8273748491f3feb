import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';

/** How long the event loop was held, all in milliseconds. */
export interface Delays {
  /** By the wall clock, as a timer feels it. */
  p99: number;
  longest: number;
  /**
   * Of processor time that this thread used between two turns, without collecting garbage: what we do, however busy
   * the machine is. Kernels that count it in ticks say too much now and then, so it is never more than the wall clock.
   */
  longestStretch: number;
  /** Stretches of more than ten milliseconds. */
  tooLong: number;
  longestCollection: number;
  /** Processor time of the whole process, and how long was measured. */
  cpu: number;
  wall: number;
}

interface Stretch {
  from: number;
  to: number;
  cpu: number;
}

/** Shorter ones are not kept. */
const minRecordedMs = 3;

/** Watches this thread until the returned function is called. */
export function watchDelays(): () => Promise<Delays> {
  const wall = monitorEventLoopDelay({ resolution: 1 });
  const collections: { from: number; ms: number }[] = [];
  const collecting = new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      collections.push({ from: startTime, ms: duration });
    }
  });
  collecting.observe({ entryTypes: ['gc'] });
  const stretches: Stretch[] = [];
  let last = { at: performance.now(), cpu: threadCpuMs() };
  // A timer of one millisecond is due in every turn that lasts longer.
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
    // What was observed last is told in a later turn.
    await new Promise((resolve) => setTimeout(resolve, 20));
    collecting.disconnect();
    const ours = stretches.map((stretch) => stretch.cpu - collected(stretch, collections));
    return {
      p99: wall.percentile(99) / 1e6,
      longest: wall.max / 1e6,
      longestStretch: Math.max(0, ...ours),
      tooLong: ours.filter((ms) => ms > 10).length,
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
