import type { EventRow } from '../../store/queries/operators/rows.ts';
import type { Verification } from './verification.ts';

type Kind = 'ORDER' | 'REFUND' | 'SETTLEMENT' | 'ABNORMAL_PAYMENT';

/** What the events are about. */
export interface About {
  id: string;
  merchant_id: string;
  order_id: string | null;
  settlement_id: string | null;
  status: string;
  version: number;
}

const first = {
  ORDER: 'ORDER_CREATED',
  REFUND: 'REFUND_CREATED',
  SETTLEMENT: 'SETTLEMENT_CREATED',
  ABNORMAL_PAYMENT: 'ABNORMAL_PAYMENT_RECEIVED',
} as const;

/**
 * Checks that the events of a subject, in the order of the log, lead step by step from its creation to its stored
 * status and version.
 */
export function checkEvents(
  verification: Verification,
  kind: Kind,
  about: About,
  events: readonly EventRow[],
): void {
  const { findings } = verification;
  const { version: firstVersion, from_status: firstStatus } = firstInLog(
    verification,
    about,
    events,
  );
  let status = firstStatus;
  let version = firstVersion - 1;
  for (const event of events) {
    version += 1;
    const { type, from_status: from, to_status: to } = event;
    const step = { type: typeOf(kind, version, from !== to), version, from: status };
    const stored = { type, version: event.version, from };
    const place = `${event.merchant_id} ${event.seq}`;
    if (!isSame(step, stored)) findings.add('events', 'events', place, step, stored);
    const owner = ownerOf(about);
    if (!isSame(owner, ownerOf(event))) {
      findings.add('events', 'events', place, owner, ownerOf(event));
    }
    if (event.state === null) findings.add('references', 'events', place, 'a state', 'none');
    // One wrong event is reported once, not with all that follow.
    ({ version } = event);
    status = to;
  }
  const end = { status, version };
  const stored = { status: about.status, version: about.version };
  if (!isSame(end, stored)) findings.add('events', tableOf[kind], about.id, end, stored);
}

/** The first event of the subject; where events of its merchant are archived, the first that is still there. */
function firstInLog(
  { archived }: Verification,
  { merchant_id: merchant, status, version }: About,
  [event]: readonly EventRow[],
): Pick<EventRow, 'version' | 'from_status'> {
  if (!archived.has(merchant)) return { version: 1, from_status: null };
  // All of its events are archived.
  return event ?? { version: version + 1, from_status: status };
}

/** Whether no event of a subject may be archived. */
export const areComplete = (events: readonly EventRow[]): boolean => events[0]?.version === 1;

const tableOf = {
  ORDER: 'orders',
  REFUND: 'refunds',
  SETTLEMENT: 'settlements',
  ABNORMAL_PAYMENT: 'abnormal_payments',
} as const;

/** What callers see of an abnormal payment beside its status has no type of event of its own. */
function typeOf(kind: Kind, version: number, isNewStatus: boolean): string {
  if (version === 1) return first[kind];
  return isNewStatus || kind === 'ABNORMAL_PAYMENT' ? `${kind}_STATUS_CHANGED` : `${kind}_UPDATED`;
}

const ownerOf = (of: Pick<About, 'merchant_id' | 'order_id' | 'settlement_id'>) => ({
  merchant: of.merchant_id,
  order: of.order_id,
  settlement: of.settlement_id,
});

const isSame = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);
