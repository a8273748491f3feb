import { movementsBetween } from '../../domain/movements/movement.ts';
import type { Movement } from '../../domain/movements/movement.ts';
import { decode } from '../../store/json.ts';
import type { EventRow } from '../../store/queries/operators/rows.ts';
import { areComplete } from './events.ts';
import type { Verification } from './verification.ts';

/** Checks that the movements that the events of a subject state add up to what it has moved. */
export function checkMovements(
  { archived, findings }: Verification,
  table: string,
  { id, merchantId }: { id: string; merchantId: string },
  moved: readonly Movement[],
  events: readonly EventRow[],
): void {
  // The others are in the archive.
  if (archived.has(merchantId) && !areComplete(events)) return;
  const stated = events.flatMap(({ movements }) =>
    movements === null ? [] : decode<Movement[]>(movements),
  );
  if (movementsBetween(stated, moved).length > 0)
    findings.add('movements', table, id, moved, stated);
}
