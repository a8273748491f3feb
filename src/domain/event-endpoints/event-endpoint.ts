import type { EventType } from '../event.ts';
import { failureOf, isGone } from './event-delivery.ts';
import type { Attempt } from './event-delivery.ts';

export const eventEndpointStatuses = ['ACTIVE', 'PAUSED', 'SUSPENDED'] as const;
export type EventEndpointStatus = (typeof eventEndpointStatuses)[number];

/** Where a merchant's events are sent. Times are epoch milliseconds. */
export interface EventEndpoint {
  id: string;
  merchantId: string;
  url: string;
  description: string | null;
  /** Empty: all. */
  eventTypes: readonly EventType[];
  /** The subscription whose results are sent; null: `defaultDocument`. */
  document: string | null;
  status: EventEndpointStatus;
  /** Sealed: see `store/sealing/endpoint-secrets.ts`. */
  secrets: string;
  /** Number of an event of the merchant's log: all up to it were delivered or given up. */
  cursor: number;
  /**
   * Number of an event: all up to it have a delivery. What a delivery of a later event says is of an earlier round, and
   * counts for nothing.
   */
  readTo: number;
  /** Grows by one when the events after a cursor are to be sent again. */
  round: number;
  lastDeliveredAt: number | null;
  lastFailure: string | null;
  /** When the first of the failures was that no success has followed. */
  failingSince: number | null;
  suspendedAt: number | null;
  createdAt: number;
  updatedAt: number;
}

export const defaultDocument =
  'subscription { events { kind cursor event { id type version from to cause recordedAt subject { __typename ... on Node { id } } } } }';

/** Milliseconds without a success after which an endpoint that fails is suspended. */
const longestFailureMs = 5 * 86_400_000;

type Standing = Pick<EventEndpoint, 'lastDeliveredAt' | 'lastFailure' | 'failingSince'>;

/** How an endpoint stands after an attempt. It is to be suspended where it is no more or has failed for days. */
export function standingAfter(
  before: Standing,
  attempt: Attempt,
  now: number,
): Standing & { isToSuspend: boolean } {
  const failure = failureOf(attempt);
  if (failure === null) {
    const { lastFailure } = before;
    return { lastDeliveredAt: now, lastFailure, failingSince: null, isToSuspend: false };
  }
  const { lastDeliveredAt } = before;
  const failingSince = before.failingSince ?? now;
  const isToSuspend = isGone(attempt) || now - failingSince >= longestFailureMs;
  return { lastDeliveredAt, lastFailure: failure, failingSince, isToSuspend };
}
