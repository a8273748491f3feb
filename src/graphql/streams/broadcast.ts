import type { Subscriber } from './subscriber.ts';

/** Milliseconds of sending before the event loop gets control. */
const stepMs = 1;
/** Milliseconds between the steps of what is not urgent. */
const restMs = 10;

/**
 * Sends to each of many subscribers in steps. What one sink is sent in a row is flushed at once. `send` returns whether
 * something was sent. `isOverdue`: it is not urgent, and it is given up as soon as something else is to be sent.
 */
export async function broadcast(
  subscribers: Iterable<Subscriber>,
  send: (subscriber: Subscriber) => boolean,
  isOverdue?: () => boolean,
): Promise<void> {
  let until = performance.now() + stepMs;
  let last: Subscriber | null = null;
  for (const subscriber of subscribers) {
    if (performance.now() >= until) {
      last?.flush();
      last = null;
      await (isOverdue === undefined ? nextTurn() : rest());
      if (isOverdue?.() === true) return;
      until = performance.now() + stepMs;
    }
    if (!send(subscriber)) continue;
    if (last !== null && last.sink !== subscriber.sink) last.flush();
    last = subscriber;
  }
  last?.flush();
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, restMs));
