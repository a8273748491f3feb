/** One event for one endpoint. */

export const eventDeliveryStatuses = ['WAITING', 'DELIVERED', 'FAILED', 'DEAD'] as const;
export type EventDeliveryStatus = (typeof eventDeliveryStatuses)[number];

/** Times are epoch milliseconds. */
export interface EventDelivery extends DeliveryState {
  id: string;
  merchantId: string;
  endpointId: string;
  eventId: string;
  /** The number of the event in its log. */
  seq: number;
  /** The order or settlement that the event is about, else its subject. Those of one are sent in their order. */
  subjectId: string;
  createdAt: number;
}

/** How far the delivery has got. */
export interface DeliveryState {
  status: EventDeliveryStatus;
  attempts: number;
  /** Of the last attempt; null where there was no answer. */
  httpStatus: number | null;
  lastError: string | null;
  nextAttemptAt: number | null;
  /** When it was delivered or given up. */
  endedAt: number | null;
}

export const notYetTried: DeliveryState = {
  status: 'WAITING',
  attempts: 0,
  httpStatus: null,
  lastError: null,
  nextAttemptAt: null,
  endedAt: null,
};

/** How an attempt ended. `retryAfterMs`: what the answer asks for; null where it does not. */
export type Attempt =
  | { kind: 'ANSWERED'; status: number; retryAfterMs: number | null }
  | { kind: 'FAILED'; why: string };

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Milliseconds between the attempts. There is one more attempt than waits. */
const waits: readonly number[] = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];
const longestRetryAfterMs = 24 * hour;

/** Each wait is up to a fifth shorter or longer. */
const spread = 0.2;

export const isDelivered = (attempt: Attempt): boolean =>
  attempt.kind === 'ANSWERED' && attempt.status >= 200 && attempt.status < 300;

/** Whether the answer says that the endpoint is no more: 410. */
export const isGone = (attempt: Attempt): boolean =>
  attempt.kind === 'ANSWERED' && attempt.status === 410;

/** The failure in a few words; null for a success. */
export function failureOf(attempt: Attempt): string | null {
  if (attempt.kind === 'FAILED') return attempt.why;
  return isDelivered(attempt) ? null : `it answered with status ${attempt.status}`;
}

/** `random`: from 0 to below 1. */
export function afterAttempt(
  before: DeliveryState,
  attempt: Attempt,
  now: number,
  random: number,
): DeliveryState {
  const attempts = before.attempts + 1;
  const httpStatus = attempt.kind === 'ANSWERED' ? attempt.status : null;
  const lastError = failureOf(attempt);
  const ended = { attempts, httpStatus, lastError, nextAttemptAt: null, endedAt: now };
  if (lastError === null) return { ...ended, status: 'DELIVERED' };
  const wait = waits[before.attempts];
  if (wait === undefined) return { ...ended, status: 'DEAD' };
  const jittered = Math.round(wait * (1 - spread + 2 * spread * random));
  const requested = attempt.kind === 'ANSWERED' ? (attempt.retryAfterMs ?? 0) : 0;
  const nextAttemptAt = now + Math.max(jittered, Math.min(requested, longestRetryAfterMs));
  return { status: 'FAILED', attempts, httpStatus, lastError, nextAttemptAt, endedAt: null };
}
