import type { Observation } from '../../domain/observation.ts';

/**
 * The observations of a list. Leaves out a record that cannot be read and reports it: it may be another system's, and
 * must not hide the others.
 */
export function readRecords<Record>(
  records: readonly Record[],
  read: (record: Record) => Observation,
  unreadable: () => void,
): Observation[] {
  return records.flatMap((record) => {
    try {
      return [read(record)];
    } catch {
      unreadable();
      return [];
    }
  });
}
