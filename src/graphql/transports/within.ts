/** The outcome of the work, or `late()` where there is none after `ms` milliseconds. The work is not stopped. */
export function within<Outcome>(
  work: Promise<Outcome>,
  ms: number,
  late: () => Outcome,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(late()), ms);
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      act();
    };
    work.then(
      (outcome) => settle(() => resolve(outcome)),
      (error: unknown) => settle(() => reject(error)),
    );
  });
}
