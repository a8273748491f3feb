export const isPromiseLike = (value: unknown): value is PromiseLike<unknown> =>
  // A text has no such member, and it would be looked for.
  (typeof value === 'object' || typeof value === 'function') &&
  value !== null &&
  'then' in value &&
  typeof value.then === 'function';

/** An error of a promise that nobody waits for any longer must not end the process. */
export function ignoreLater(values: readonly unknown[]): void {
  for (const value of values) {
    if (isPromiseLike(value)) value.then(undefined, () => undefined);
  }
}
