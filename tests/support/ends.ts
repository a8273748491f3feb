/** What has been started, and how to end it. */
export interface Ends {
  /** Adds something to be ended. */
  push: (end: () => Promise<unknown>) => void;
  /** Ends everything once, in reverse order of starting. */
  end: () => Promise<void>;
}

/**
 * Builds something out of several processes or files. `onEnd` receives at once the function that ends everything that
 * will be started. Where building fails, what was started is ended.
 */
export async function buildWithEnds<Built>(
  build: (ends: Ends) => Promise<Built>,
  onEnd?: (end: () => Promise<void>) => void,
): Promise<Built> {
  const all: (() => Promise<unknown>)[] = [];
  let ended: Promise<void> | null = null;
  const endAll = async (): Promise<void> => {
    for (let next = all.pop(); next !== undefined; next = all.pop()) await next();
  };
  const ends: Ends = {
    push: (end) => void all.push(end),
    end: () => (ended ??= endAll()),
  };
  onEnd?.(ends.end);
  try {
    return await build(ends);
  } catch (error) {
    await ends.end();
    throw error;
  }
}
