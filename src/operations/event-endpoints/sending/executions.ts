import type { EventRecord } from '../../../store/records.ts';
import type { EventDocuments } from '../documents.ts';

/** The value of a document for an event. `at`: when its execution began, on the clock of `performance`. */
export interface Execution {
  at: number;
  json: string | Buffer;
}

interface Known {
  at: number;
  json: Promise<string | Buffer>;
}

/** Milliseconds for which a value is kept for other endpoints, and how many are. */
const sharedForMs = 250;
const mostShared = 512;
/** Of a value, in characters or bytes: what is longer is not kept. */
const longestShared = 16 * 1024;

/**
 * Executes documents once for all endpoints of a merchant that are sent the same. What one endpoint is shown "as it is
 * now" never goes back: `since` is when the last value that it was sent was executed.
 */
export class Executions {
  readonly #documents: EventDocuments;
  readonly #known = new Map<string, Known>();

  constructor(documents: EventDocuments) {
    this.#documents = documents;
  }

  async of(
    document: string,
    event: EventRecord,
    cursor: string,
    since: number,
  ): Promise<Execution> {
    const name = `${event.id} ${document}`;
    const known = this.#known.get(name);
    const now = performance.now();
    if (known !== undefined && known.at >= since && now - known.at < sharedForMs) {
      return { at: known.at, json: await known.json };
    }
    const begun = { at: now, json: this.#documents.execute(document, event, cursor) };
    this.#share(name, begun);
    try {
      const json = await begun.json;
      if (json.length > longestShared) this.#drop(name, begun);
      return { at: now, json };
    } catch (error) {
      this.#drop(name, begun);
      throw error;
    }
  }

  #share(name: string, known: Known): void {
    // Last in the order of the map.
    this.#known.delete(name);
    this.#known.set(name, known);
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size > mostShared) this.#known.delete(oldest);
  }

  #drop(name: string, known: Known): void {
    if (this.#known.get(name) === known) this.#known.delete(name);
  }
}
