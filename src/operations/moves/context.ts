import type { EventCause, EventRecord, EventType } from '../../store/records.ts';
import { appendEvent } from '../../store/queries/events.ts';
import type { Tx } from '../../store/sql.ts';
import type { Deps } from '../deps.ts';

/** Why something moves, and when we learned of it. */
export interface Motive {
  cause: EventCause;
  now: number;
  /** When the provider says it happened. */
  occurredAt: number | null;
  deliveryId: string | null;
  /** The last exchange of the call that brought it. */
  callId?: string | null;
}

export const ownDoing = (now: number): Motive => ({
  cause: 'MUTATION',
  now,
  occurredAt: null,
  deliveryId: null,
});

export interface Told {
  type: EventType;
  merchantId: string;
  subjectId: string;
  orderId: string | null;
  settlementId: string | null;
  version: number;
  from: string | null;
  to: string | null;
}

/** Writes the event of a move into the merchant's log. */
export async function tell(tx: Tx, deps: Deps, motive: Motive, told: Told): Promise<void> {
  const event: Omit<EventRecord, 'seq'> = {
    ...told,
    id: deps.ids.make('evt'),
    cause: motive.cause,
    deliveryId: motive.deliveryId,
    occurredAt: motive.occurredAt,
    recordedAt: motive.now,
  };
  await appendEvent(tx, event);
}
