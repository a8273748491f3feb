import { inSteps } from './spread.ts';

/** Milliseconds between looks at what is due. */
const tickMs = 50;

interface Waiting {
  act: () => void;
}

/** By tick, what is due then. */
const waiting = new Map<number, Set<Waiting>>();
let looking: NodeJS.Timeout | null = null;
let looked = 0;

const tickAt = (ms: number): number => Math.floor(ms / tickMs);

/**
 * Calls back after so many milliseconds or a little more, unless the returned function is called before. One timer
 * serves all: of thousands that wait for seconds, each with a timer of its own would wake the process by itself, and
 * that costs more than what is done then.
 */
export function later(ms: number, act: () => void): () => void {
  const now = performance.now();
  if (looking === null) {
    looked = tickAt(now);
    looking = setInterval(look, tickMs).unref();
  }
  // The tick that has begun is over too early.
  const tick = Math.max(tickAt(now + ms), looked) + 1;
  const those = waiting.get(tick) ?? new Set();
  if (those.size === 0) waiting.set(tick, those);
  const one = { act };
  those.add(one);
  return () => {
    // After its tick too: what is due then is done in steps.
    if (those.delete(one) && those.size === 0) waiting.delete(tick);
  };
}

function look(): void {
  for (const now = tickAt(performance.now()); looked < now;) {
    looked += 1;
    const due = waiting.get(looked);
    waiting.delete(looked);
    if (due !== undefined) void inSteps(due, ({ act }) => act());
  }
  if (waiting.size > 0 || looking === null) return;
  clearInterval(looking);
  looking = null;
}
