import { movementsBetween } from '../../domain/movements/movement.ts';
import type { Movement } from '../../domain/movements/movement.ts';
import { decode } from '../../store/json.ts';
import type { EventRow } from '../../store/queries/operators/rows.ts';
import type { Verification } from './verification.ts';

/** Checks that the movements that the events of a subject state add up to what it has moved. */
export function checkMovements(
  { findings }: Verification,
  table: string,
  { id }: { id: string },
  moved: readonly Movement[],
  events: readonly EventRow[],
): void {
  const stated = events.flatMap(({ movements }) =>
    movements === null ? [] : decode<Movement[]>(movements),
  );
  if (movementsBetween(stated, moved).length > 0)
    findings.add('movements', table, id, moved, stated);
}
