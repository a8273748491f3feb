/** Called between steps that may take long together. Where they do, it lets all other work run first. */
export type Pause = () => Promise<void> | undefined;

/**
 * Runs the steps one after the other. A step that returns no promise is not awaited, because an `await` costs as much
 * as a short step.
 */
export async function inSteps<Item>(
  items: Iterable<Item>,
  pause: Pause,
  step: (item: Item) => Promise<void> | void,
): Promise<void> {
  for (const item of items) {
    const stepped = step(item);
    if (stepped !== undefined) await stepped;
    const paused = pause();
    if (paused !== undefined) await paused;
  }
}
