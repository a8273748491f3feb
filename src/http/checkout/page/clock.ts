import { dataOf } from './elements.ts';

/** The server's clock: a device whose clock is wrong still counts down to the right moment. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Sets it by a page that was just received. */
  set(page: Document): void;
}

export function startClock(): Clock {
  const [navigation] = performance.getEntriesByType('navigation');
  const receivedAt =
    navigation instanceof PerformanceNavigationTiming ? navigation.responseStart : 0;
  let ahead = Number(dataOf(document)['now']) - receivedAt;
  return {
    now: () => performance.now() + ahead,
    set(page) {
      const { now } = dataOf(page);
      if (now !== undefined) ahead = Number(now) - performance.now();
    },
  };
}
