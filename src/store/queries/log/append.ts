import type { Pause } from '../../aggregates/steps.ts';
import { EventSchema } from '../../entities/log/event.ts';
import { EventStateSchema } from '../../entities/log/event-state.ts';
import { encode } from '../../json.ts';
import type { NewEventRecord } from '../../records.ts';
import type { Tx } from '../../sql.ts';
import { countersOf, insertInto } from '../../statements/rows.ts';
import type { Row } from '../../statements/tables.ts';

/**
 * Appends events to the logs in the transaction of their changes, and notifies the followers. A merchant's numbers are
 * taken all at once under the merchant's own row, so they have no holes and follow the order of commits. Merchants are
 * taken in order, so that two writers for the same merchants do not wait for each other.
 */
export async function appendEvents(
  tx: Tx,
  events: readonly NewEventRecord[],
  pause?: Pause,
): Promise<void> {
  const ofMerchants = [...Map.groupBy(events, ({ merchantId }) => merchantId)].toSorted(
    ([a], [b]) => (a < b ? -1 : 1),
  );
  const counts = ofMerchants.map(([id, own]) => ({ id, last_seq: own.length }));
  const heads = new Map<string, number>();
  for (const head of await tx.allEach(reserveNumbers, counts)) heads.set(head.id, head.last_seq);
  const rows = ofMerchants.flatMap(([merchant, own]) => {
    const head = heads.get(merchant);
    if (head === undefined) throw new Error(`no merchant ${merchant}`);
    return own.map((event, at) => {
      const seq = head - own.length + 1 + at;
      return { event: rowOf(event, seq), state: stateRowOf(event, seq) };
    });
  });
  // First: PostgreSQL makes those that an event lacks.
  await tx.runEach(
    insertStates,
    rows.map(({ state }) => state),
    pause,
  );
  await tx.runEach(
    insert,
    rows.map(({ event }) => event),
    pause,
  );
  for (const { merchantId, orderId, settlementId } of events) {
    tx.notify(merchantId);
    if (orderId !== null) tx.notify(orderId);
    if (settlementId !== null) tx.notify(settlementId);
  }
}

const reserveNumbers = countersOf();

const insert = insertInto('events', EventSchema);

const insertStates = insertInto('event_states', EventStateSchema);

const rowOf = (event: NewEventRecord, seq: number): Row<'events'> => ({
  merchant_id: event.merchantId,
  seq,
  id: event.id,
  type: event.type,
  subject_id: event.subjectId,
  order_id: event.orderId,
  settlement_id: event.settlementId,
  version: event.version,
  from_status: event.from,
  to_status: event.to,
  cause: event.cause,
  delivery_id: event.deliveryId,
  occurred_at: event.occurredAt,
  recorded_at: event.recordedAt,
});

const stateRowOf = (event: NewEventRecord, seq: number): Row<'event_states'> => ({
  subject_id: event.subjectId,
  seq,
  state: encode(event.state),
  movements: event.movements.length === 0 ? null : encode(event.movements),
});
