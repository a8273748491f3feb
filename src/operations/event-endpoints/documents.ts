import type { EventRecord } from '../../store/records.ts';

/** Executes the documents of endpoints, which are subscriptions to the merchant's whole log. */
export interface EventDocuments {
  /** What is wrong with a document, as ends of sentences; empty where nothing is. */
  problems(source: string): Promise<readonly string[]>;
  /**
   * The value of `events` for an event, as JSON: what the merchant would see now with scope READ. Rejects with
   * `DocumentFailedError`, or with `UnavailableError`.
   */
  execute(source: string, event: EventRecord, cursor: string): Promise<string | Buffer>;
}

/** The document has no value for an event, or none that may be sent. */
export class DocumentFailedError extends Error {
  override readonly name = 'DocumentFailedError';
}
