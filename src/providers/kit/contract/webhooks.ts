import type { Observation } from '../../../domain/observation.ts';
import type { AbnormalPaymentRange } from './requests.ts';

/** The address a webhook came in at; null: the one entered in the portal (docs/rules.md#where-providers-deliver). */
export type WebhookTopic = 'orders' | 'refunds' | 'settlements' | null;

export interface RawDelivery {
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  topic: WebhookTopic;
  /** The full address as the provider was given it. Some providers sign it. */
  url?: string;
  /** Epoch milliseconds. `verify` judges the age against this time; nothing judges it again later. */
  receivedAt: number;
}

/** A delivery as it is translated, now or much later. Values of headers that may be secrets are masked. */
export type StoredDelivery = Omit<RawDelivery, 'receivedAt'>;

export type Verdict =
  /** `eventId`: the provider's id, or null if it gives none (docs/rules.md#which-delivery-is-a-repetition). */
  | { genuine: true; eventId: string | null }
  /** `reason`: one word for the counter and the log, such as "signature", "stale", "headers" or "body". */
  | { genuine: false; reason: string };

export interface WebhookReceiver {
  /** Checks signature and age over the raw bytes, before anything is stored. Compares in constant time. */
  verify(delivery: RawDelivery): Verdict;
  /** Turns a genuine body into observations. Pure: a delivery may be replayed much later. Throws if unreadable. */
  translate(delivery: StoredDelivery): Translation;
  /**
   * The provider signs nothing, so anybody can send what `verify` takes for genuine. Such a message is a notice: it has
   * queries and no observations, and queries about one subject are limited.
   */
  readonly isUnsigned?: true;
  /** The response that the provider takes as an acknowledgement. */
  readonly ack: WebhookAck;
}

export interface Translation {
  observations: readonly Observation[];
  /**
   * What the message leaves open or does not prove. The provider is queried, and the answer is applied with the
   * delivery. Without an answer about an order, refund or settlement the delivery is tried again.
   */
  queries: readonly ProviderQuery[];
}

export type ProviderQuery =
  | { about: 'ABNORMAL_PAYMENT'; filter: AbnormalPaymentRange }
  | { about: InstructionSubject; providerReference: string }
  | NumberQuery;

/** A query by the provider's own number, where that is all that a message has. */
export interface NumberQuery {
  about: InstructionSubject;
  providerId: string;
}

type InstructionSubject = 'ORDER' | 'REFUND' | 'SETTLEMENT';

export interface WebhookAck {
  status: number;
  contentType: string;
  body: string;
}
