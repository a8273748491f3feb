import type { Attempted } from '../../domain/aggregates/delivery.ts';
import type { KeyToLoad, WorkingSet } from '../../domain/aggregates/working-set.ts';
import type { IdempotencyRecord, ProviderCallRecord, WebhookDeliveryRecord } from '../records.ts';
import type { Tx } from '../sql.ts';

/** A change that waits to be decided and written with others that wait at the same moment. */
export interface Change<Result> {
  /** What is claimed before anything is decided: whoever comes second finds the first. */
  claim?: Claim;
  /** Written before anything is loaded: what nobody decides about. */
  before?: (tx: Tx) => Promise<void>;
  /** What has to be loaded to decide. `stored`: as of `decide`. */
  keys: readonly KeyToLoad[] | ((stored: WebhookDeliveryRecord | null) => readonly KeyToLoad[]);
  /**
   * Decides on what is in `set`, and changes nothing else: it is thrown away where this throws, and then the change
   * has written nothing. It may be asked again. `stored`: the delivery that had been claimed before, as it is.
   */
  decide(set: WorkingSet, stored: WebhookDeliveryRecord | null): Decision<Result>;
}

/**
 * Of a key: the change is refused with KeyTakenError where it is taken. Of a delivery, by what makes it a repetition
 * or, where it is stored already, by its id: see `decide`.
 */
export type Claim =
  { key: IdempotencyRecord } | { delivery: WebhookDeliveryRecord } | { deliveryId: string };

export interface Decision<Result> {
  result: Result;
  /** What is written beside the aggregates. */
  writes?: Writes;
}

export interface Writes {
  calls?: readonly ProviderCallRecord[];
  /** What became of a delivery, where that is not what it was claimed with. */
  delivery?: DeliveryOutcome;
  /** A key that only what was decided uses up. */
  key?: IdempotencyRecord;
  also?: (tx: Tx) => Promise<void>;
}

export type DeliveryOutcome = Omit<Attempted, 'changed'> &
  Pick<WebhookDeliveryRecord, 'id' | 'accountId'>;

/** The key was taken by somebody else: what that made is found by it. */
export class KeyTakenError extends Error {
  override readonly name = 'KeyTakenError';
}
