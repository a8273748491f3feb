import type { Attempted } from '../../domain/aggregates/delivery.ts';
import type { KeyToLoad, WorkingSet } from '../../domain/aggregates/working-set.ts';
import type { IdempotencyRecord, ProviderCallRecord, WebhookDeliveryRecord } from '../records.ts';
import type { Tx } from '../sql.ts';

/** A decision about aggregates that waits to be decided and written with others. */
export interface Change<Result> {
  /** What is claimed before anything is decided. The second claimant finds what the first one stored. */
  claim?: Claim;
  /** Writes before anything is loaded what needs no decision. */
  before?: (tx: Tx) => Promise<void>;
  /** The keys that must be loaded to decide. `stored`: as for `decide`. */
  keys: readonly KeyToLoad[] | ((stored: WebhookDeliveryRecord | null) => readonly KeyToLoad[]);
  /**
   * Decides on the working set, and changes nothing else. If this throws, the set is discarded and the change has
   * written nothing. It may be called again. `stored`: the delivery that had been claimed before, as it is now.
   */
  decide(set: WorkingSet, stored: WebhookDeliveryRecord | null): Decision<Result>;
  /** A mutation that makes this change makes no other after it, and has succeeded with it. */
  isLast?: true;
}

/**
 * `key`: an idempotency key; the change is refused with KeyTakenError where it is taken. `accountId`: the account of
 * what is made with it. `linkId`: the payment link that makes it. It is locked, so that nobody else uses it meanwhile.
 * `delivery`: a webhook delivery, by its identity. `deliveryId`: a delivery that is stored already. For the delivery
 * found, see `decide`.
 */
export type Claim =
  | { key: IdempotencyRecord; accountId?: string; linkId?: string }
  | { delivery: WebhookDeliveryRecord }
  | { deliveryId: string };

export interface Decision<Result> {
  result: Result;
  /** What is written beside the aggregates. */
  writes?: Writes;
}

export interface Writes {
  calls?: readonly ProviderCallRecord[];
  /** The result of a delivery, where it differs from what it was claimed with. */
  delivery?: DeliveryOutcome;
  /** An idempotency key that is used only because of this decision. */
  key?: IdempotencyRecord;
  also?: (tx: Tx) => Promise<void>;
}

export type DeliveryOutcome = Omit<Attempted, 'changed'> &
  Pick<WebhookDeliveryRecord, 'id' | 'accountId'>;

/** The idempotency key is taken already. What was made with it is found by the key. */
export class KeyTakenError extends Error {
  override readonly name = 'KeyTakenError';
}
