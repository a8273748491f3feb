import type { EventDelivery } from '../domain/event-endpoints/event-delivery.ts';
import type { Work } from '../log/work.ts';
import type { Exchange } from '../providers/provider.ts';
import type { WebhookDeliveryRecord } from '../store/records.ts';

/** What was done is reported here: the application logs, counts and traces it. Durations are in milliseconds. */
export interface Measure {
  webhook(done: WebhookDone): void;
  providerCall(done: CallDone): void;
  /** A job begins, which is work of its own. */
  jobBegan(work: Work): void;
  job(done: JobDone): void;
  /** After each attempt, with what became of it. */
  eventDelivery(delivery: EventDelivery): void;
  reconciliationFinding(provider: string, kind: string): void;
}

/**
 * What became of a webhook: REFUSED, it is not genuine; REPEATED, it came before; UNCHANGED, a notice that brought
 * nothing new; NOTED, an unsigned notice about which the provider is queried soon; otherwise the status of its
 * delivery.
 */
export type Verdict =
  'REFUSED' | 'NOTED' | 'REPEATED' | 'UNCHANGED' | WebhookDeliveryRecord['status'];

export interface WebhookDone {
  /** `unknown` for an account that does not exist. */
  provider: string;
  account: string;
  topic: string | null;
  verdict: Verdict;
  ms: number;
}

/** An instruction or an abnormal payment, as far as it is named. */
export interface About {
  id: string;
  orderId?: string | null;
}

/** What a call to a provider is about. */
export interface CallAbout {
  provider: string;
  account: string;
  /** Null: a list, or something that is not known here. */
  subject: About | null;
}

export interface CallDone extends CallAbout {
  exchange: Pick<Exchange, 'operation' | 'outcome' | 'httpStatus' | 'durationMs' | 'at'>;
}

export interface JobDone {
  /** The table of what is due. */
  kind: string;
  /** What it is about, in that table. */
  id: string;
  account: string;
  outcome: 'DONE' | 'TAKEN' | 'FAILED' | 'UNAVAILABLE';
  ms: number;
}
