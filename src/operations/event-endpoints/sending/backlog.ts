import type { EventDelivery } from '../../../domain/event-endpoints/event-delivery.ts';
import type { EventRecord } from '../../../store/records.ts';

/** A delivery that is in memory. `event`: null where it is not loaded. */
export interface Entry {
  delivery: EventDelivery;
  event: EventRecord | null;
}

/** The undelivered events of one order or settlement. Only the first of them is sent. */
export interface Subject {
  readonly id: string;
  /** In the order of the log. */
  entries: Entry[];
  /** The database may have more of them, after the last entry. */
  hasMore: boolean;
  /** The number of the last event that was in `entries`. */
  lastSeq: number;
}

/** The subjects of an endpoint that are in memory. One that waits for its time leaves it once that is stored. */
export class Backlog {
  readonly #subjects = new Map<string, Subject>();
  /** Those whose first entry can be sent now, in the order in which they became so. */
  readonly #ready = new Set<Subject>();
  /** Those of which more has to be loaded. */
  readonly #emptied = new Set<Subject>();
  #size = 0;

  /** How many deliveries are in memory. */
  get size(): number {
    return this.#size;
  }

  get hasReady(): boolean {
    return this.#ready.size > 0;
  }

  /** Whether there are subjects of which more has to be loaded. */
  get hasEmptied(): boolean {
    return this.#emptied.size > 0;
  }

  has(subjectId: string): boolean {
    return this.#subjects.has(subjectId);
  }

  /**
   * Adds a delivery behind those of its subject. False where it cannot be kept in memory, because the database may have
   * others before it. `hasMore`: of a subject that is not in memory yet.
   */
  add(entry: Entry, hasMore: boolean): boolean {
    const { subjectId, seq } = entry.delivery;
    const known = this.#subjects.get(subjectId);
    if (known === undefined) {
      const subject = { id: subjectId, entries: [entry], hasMore, lastSeq: seq };
      this.#subjects.set(subjectId, subject);
      this.#ready.add(subject);
      this.#size += 1;
      return true;
    }
    if (known.hasMore) return false;
    known.entries.push(entry);
    known.lastSeq = seq;
    this.#size += 1;
    return true;
  }

  /** Takes the subject whose first entry is to be sent next. */
  next(): Subject | null {
    const [subject] = this.#ready;
    if (subject === undefined) return null;
    this.#ready.delete(subject);
    return subject;
  }

  /** Its first entry is over: the next one can be sent. */
  advance(subject: Subject): void {
    subject.entries.shift();
    this.#size -= 1;
    if (subject.entries.length > 0) this.#ready.add(subject);
    else if (subject.hasMore) this.#emptied.add(subject);
    else this.#subjects.delete(subject.id);
  }

  /** Its first entry is to be sent again. */
  giveBack(subject: Subject): void {
    this.#ready.add(subject);
  }

  emptied(): Subject[] {
    return [...this.#emptied];
  }

  /** Continues a subject that was emptied with what the database has of it. */
  refill(subject: Subject, deliveries: readonly EventDelivery[], hasMore: boolean): void {
    this.#emptied.delete(subject);
    subject.entries = deliveries.map((delivery) => ({ delivery, event: null }));
    subject.hasMore = hasMore;
    subject.lastSeq = deliveries.at(-1)?.seq ?? subject.lastSeq;
    this.#size += deliveries.length;
    if (deliveries.length > 0) this.#ready.add(subject);
    else this.#subjects.delete(subject.id);
  }

  forget(subject: Subject): void {
    if (!this.#subjects.delete(subject.id)) return;
    this.#size -= subject.entries.length;
  }
}
