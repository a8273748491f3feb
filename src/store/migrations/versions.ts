import { StartError } from '../../domain/errors.ts';

/** Refuses a database of a newer version: this version would write into it without knowing what its data means. */
export function refuseNewer(
  place: string,
  applied: readonly string[],
  known: readonly string[],
): void {
  const unknown = applied.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new StartError(
    `The database ${place} is of a newer version: this one does not know ${unknown.join(', ')}. ` +
      'Start the version that it belongs to, or a later one.',
  );
}

/** Refuses a database of an older version, for those who only read it. */
export function refuseOlder(place: string, missing: readonly string[]): void {
  if (missing.length === 0) return;
  throw new StartError(
    `The database ${place} is of an older version: it lacks ${missing.join(', ')}. ` +
      'Run `npm run migrate` first.',
  );
}
