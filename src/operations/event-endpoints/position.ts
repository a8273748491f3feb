import { ValidationError } from '../../domain/errors.ts';
import type { Cursors } from '../../store/cursor.ts';
import type { MerchantRecord } from '../../store/records.ts';

/** The number of the event that a cursor names. Throws ValidationError at `after`. */
export function positionOf(
  cursors: Cursors,
  { timeline, lastSeq, archivedSeq }: Pick<MerchantRecord, 'timeline' | 'lastSeq' | 'archivedSeq'>,
  after: string,
): number {
  const position = cursors.decode(after);
  if (position === null) throw refused('is not a cursor of an event log');
  if (position === 'FOREIGN' || position.timeline !== timeline || position.seq > lastSeq) {
    throw refused('is a cursor of another log, or of one before a backup was restored');
  }
  assertNotArchived(position.seq, archivedSeq);
  return position.seq;
}

/** Throws ValidationError where events after this number are archived. */
export function assertNotArchived(seq: number, archivedSeq: number): void {
  if (seq < archivedSeq) throw refused('is a cursor before events that are archived');
}

const refused = (message: string): ValidationError =>
  new ValidationError([{ path: ['after'], message }]);
