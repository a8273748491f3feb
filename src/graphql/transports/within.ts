import { later } from '../event-loop.ts';

/** The outcome of the work, or `late()` where there is none after `ms` milliseconds. The work is not stopped. */
export function within<Outcome>(
  work: Promise<Outcome>,
  ms: number,
  late: () => Outcome,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const waiting = later(ms, () => resolve(late()));
    const settle = (act: () => void): void => {
      waiting.cancel();
      act();
    };
    work.then(
      (outcome) => settle(() => resolve(outcome)),
      (error: unknown) => settle(() => reject(error)),
    );
  });
}
