/** About so many milliseconds: what began together is not to come together again, time after time. */
export function jittered(ms: number): number {
  return ms * (0.8 + 0.4 * Math.random());
}

/** Milliseconds that one step takes. */
const stepMs = 1;

/** Does this with each of them, in steps between which everything else has its turn. */
export async function inSteps<Item>(
  items: Iterable<Item>,
  act: (item: Item) => void,
): Promise<void> {
  let until = performance.now() + stepMs;
  for (const item of items) {
    if (performance.now() >= until) {
      await new Promise((resolve) => setImmediate(resolve));
      until = performance.now() + stepMs;
    }
    act(item);
  }
}
