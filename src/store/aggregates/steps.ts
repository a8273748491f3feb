/** Called between steps that may take long together: where they do, all others go first. */
export type Pause = () => Promise<void> | undefined;

/** One after the other. What has to wait for nothing is not waited for, which costs as much as a short step. */
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
