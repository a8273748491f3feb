export interface Repeated {
  /** Something has changed: it runs soon. */
  again(): void;
  end(): void;
}

/** Milliseconds at least from one run to the next, while changes come in. */
const shortest = 250;

/**
 * Runs at once, and again with each change: one run at a time, and one that begins after the last change. `every`:
 * milliseconds after which it runs anyhow.
 */
export function repeat(run: () => Promise<void>, every?: number): Repeated {
  let isOver = false;
  let isRunning = false;
  let isOutdated = false;
  let endedAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void start(), ms);
  };
  const start = async (): Promise<void> => {
    isRunning = true;
    isOutdated = false;
    await run();
    isRunning = false;
    endedAt = performance.now();
    if (isOver) return;
    if (isOutdated) wait(shortest);
    else if (every !== undefined) wait(every);
  };
  void start();
  return {
    again() {
      if (isRunning) isOutdated = true;
      else wait(Math.max(0, endedAt + shortest - performance.now()));
    },
    end() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
