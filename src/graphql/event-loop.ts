/** About so many milliseconds: what began together is not to come together again, time after time. */
export function jittered(ms: number): number {
  return ms * (0.8 + 0.4 * Math.random());
}

/** Milliseconds that one step takes. */
const stepMs = 1;

/** Does this with each of them, in steps between which everything else has its turn. */
export async function inSteps<Item>(
  items: Iterable<Item>,
  act: (item: Item) => void | Promise<void>,
): Promise<void> {
  let until = performance.now() + stepMs;
  for (const item of items) {
    if (performance.now() >= until) {
      await new Promise((resolve) => setImmediate(resolve));
      until = performance.now() + stepMs;
    }
    const done = act(item);
    if (done !== undefined) await done;
  }
}

/** The same where more follows at once: of an answer that is ended, the last bytes are written only then. */
export function inWholeSteps<Item>(
  items: Iterable<Item>,
  act: (item: Item) => void,
): Promise<void> {
  return inSteps(items, (item) => {
    act(item);
    return new Promise((resolve) => process.nextTick(resolve));
  });
}

/** Milliseconds between looks at what is due. */
const tickMs = 50;

interface Waiting {
  act: () => void;
}

/** By tick, what is due then. */
const waiting = new Map<number, Set<Waiting>>();
let timer: NodeJS.Timeout | null = null;
let lastTick = 0;

const tickAt = (ms: number): number => Math.floor(ms / tickMs);

/**
 * Calls back after so many milliseconds or a little more, unless the returned function is called before. One timer
 * serves all: of thousands that wait for seconds, each with a timer of its own would wake the process by itself, and
 * that costs more than what is done then.
 */
export function later(ms: number, act: () => void): () => void {
  const now = performance.now();
  if (timer === null) {
    lastTick = tickAt(now);
    timer = setInterval(runDue, tickMs).unref();
  }
  // The tick that has begun is over too early.
  const tick = Math.max(tickAt(now + ms), lastTick) + 1;
  const those = waiting.get(tick) ?? new Set();
  if (those.size === 0) waiting.set(tick, those);
  const one = { act };
  those.add(one);
  return () => {
    // After its tick too: what is due then is done in steps.
    if (those.delete(one) && those.size === 0) waiting.delete(tick);
  };
}

function runDue(): void {
  for (const now = tickAt(performance.now()); lastTick < now;) {
    lastTick += 1;
    const due = waiting.get(lastTick);
    waiting.delete(lastTick);
    if (due !== undefined) void inSteps(due, ({ act }) => act());
  }
  if (waiting.size > 0 || timer === null) return;
  clearInterval(timer);
  timer = null;
}
