import { later } from '../event-loop.ts';

/** The outcome of the work, or `late()` where there is none after `ms` milliseconds. The work is not stopped. */
export function within<Outcome>(
  work: Promise<Outcome>,
  ms: number,
  late: () => Outcome,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const cancel = later(ms, () => resolve(late()));
    work.then(
      (outcome) => {
        cancel();
        resolve(outcome);
      },
      (error: unknown) => {
        cancel();
        reject(error);
      },
    );
  });
}
