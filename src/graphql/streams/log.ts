import type { Notifier, Subscriber as Follower } from '../../notifier/notifier.ts';
import { createCoalescer } from '../../operations/locks.ts';
import type { Coalescer } from '../../operations/locks.ts';
import type { Cursors } from '../../store/cursor.ts';
import { databaseVersion, readLog } from '../../store/queries/events.ts';
import type { EventSearch } from '../../store/queries/events.ts';
import { merchantById } from '../../store/queries/merchants.ts';
import type { EventRecord, MerchantRecord } from '../../store/records.ts';
import type { Reader } from '../../store/sql.ts';

/** An item of a stream: an event of the log, or what the stream says about a position in it. */
export type LogItem = { cursor: string; seq: number } & (
  | { kind: 'SNAPSHOT' | 'CAUGHT_UP' | 'RESET' | 'CHECKPOINT'; event: null }
  | { kind: 'EVENT'; event: EventRecord }
);

/** Yields items in the order of the log, a page at a time. Returns the position up to which it is read. */
export type LogItems = AsyncGenerator<readonly LogItem[], number, void>;

export interface LogOptions {
  merchantId: string;
  search: EventSearch;
  /** The notifier's topic: the id of the order or settlement that is followed, or of the merchant. */
  topic: string;
  /** Milliseconds without an event until a CHECKPOINT. */
  checkpointMs?: number;
  /**
   * A version of what a CHECKPOINT shows: while it is the same, the answers differ in their cursor alone. The default
   * changes with every write to the database.
   */
  state?: (read: Reader, topic: string) => Promise<string>;
}

/** Where a subscriber begins. */
export interface LogStart {
  /** Where to resume; null to begin now. */
  after: string | null;
  /** Begin with a SNAPSHOT when there is nothing to resume from. */
  snapshot: boolean;
}

export interface LogDeps {
  read: Reader;
  notifier: Notifier;
  cursors: Cursors;
}

/** Most events that one read returns, and most that it examines: a filter may leave out nearly all of them. */
const batch = 100;
const window = 1000;
/** The public schema promises about every 15 seconds. */
const checkpointEveryMs = 15_000;

interface Page {
  events: EventRecord[];
  /** The position up to which they are all. */
  until: number;
  isLast: boolean;
}

/** What a `subscribe` resolver returns: a subscriber's own beginning, and the log that it then follows with others. */
export interface LogSource extends AsyncIterable<LogItem> {
  readonly log: Log;
  /** The first items, the missed events and CAUGHT_UP. */
  begin(isWanted: () => boolean): LogItems;
}

export function followLog(deps: LogDeps, options: LogOptions, start: LogStart): LogSource {
  const log = new Log(deps, options);
  const begin: LogSource['begin'] = (isWanted) => beginning(log, deps.cursors, start, isWanted);
  return {
    log,
    begin,
    async *[Symbol.asyncIterator]() {
      for await (const page of begin(() => true)) yield* page;
    },
  };
}

export function isLogSource(source: object): source is LogSource {
  return 'log' in source && source.log instanceof Log;
}

async function* beginning(
  log: Log,
  cursors: Cursors,
  { after, snapshot }: LogStart,
  isWanted: () => boolean,
): LogItems {
  const head = await log.head();
  const start = startingPoint(cursors, after, head);
  if (start.reset) yield [log.item('RESET', start.seq)];
  else if (after === null && snapshot) yield [log.item('SNAPSHOT', start.seq)];
  const seq = yield* log.after(start.seq, isWanted);
  // Events that were archived meanwhile may be missing.
  const isInLog = seq === start.seq || (await log.head()).archivedSeq <= start.seq;
  if (!isInLog) yield [log.item('RESET', seq)];
  yield [log.item('CAUGHT_UP', seq)];
  return seq;
}

/** Where a log begins and ends: events up to `archivedSeq` are archived. */
type LogEnds = Pick<MerchantRecord, 'timeline' | 'lastSeq' | 'archivedSeq'>;

/** With a cursor from which the log cannot be continued, reading starts at the head, after a RESET. */
function startingPoint(
  cursors: Cursors,
  after: string | null,
  head: LogEnds,
): { seq: number; reset: boolean } {
  if (after === null) return { seq: head.lastSeq, reset: false };
  const position = cursors.decode(after);
  const usable =
    position !== null &&
    position !== 'FOREIGN' &&
    position.timeline === head.timeline &&
    position.seq <= head.lastSeq &&
    position.seq >= head.archivedSeq;
  return usable ? { seq: position.seq, reset: false } : { seq: head.lastSeq, reset: true };
}

/** Reads that all followers of one reader share. */
const sharedReads = new WeakMap<Reader, Coalescer>();

function coalescerOf(read: Reader): Coalescer {
  const shared = sharedReads.get(read) ?? createCoalescer();
  sharedReads.set(read, shared);
  return shared;
}

/** Seals its cursor when it is asked for: sealing takes as long as much of the rest, and not every item is executed. */
class LogEvent {
  readonly kind = 'EVENT';
  readonly seq: number;
  readonly event: EventRecord;
  readonly #cursors: Cursors;
  readonly #timeline: string;
  #cursor: string | null = null;

  constructor(event: EventRecord, cursors: Cursors, timeline: string) {
    this.seq = event.seq;
    this.event = event;
    this.#cursors = cursors;
    this.#timeline = timeline;
  }

  get cursor(): string {
    this.#cursor ??= this.#cursors.encode({ timeline: this.#timeline, seq: this.seq });
    return this.#cursor;
  }
}

/** The events of a merchant's log that match a search. */
export class Log {
  readonly checkpointMs: number;
  readonly merchantId: string;
  readonly topic: string;
  readonly #deps: LogDeps;
  readonly #search: EventSearch;
  readonly #state: LogOptions['state'];
  #timeline = '';

  constructor(deps: LogDeps, options: LogOptions) {
    this.#deps = deps;
    this.merchantId = options.merchantId;
    this.topic = options.topic;
    this.#search = options.search;
    this.#state = options.state;
    this.checkpointMs = options.checkpointMs ?? checkpointEveryMs;
  }

  /** Whether nothing is left out, so that reading need not know where the log ends. */
  get #isWhole(): boolean {
    const { types, order, settlement } = this.#search;
    return !types && (order ?? settlement ?? null) === null;
  }

  /** Logs with the same key have the same events. */
  get key(): string {
    return JSON.stringify([this.merchantId, this.topic, this.#search]);
  }

  /** The number of the last event, and the timeline. */
  async head(): Promise<LogEnds> {
    const { read } = this.#deps;
    const merchant = await this.#shared(`head ${this.merchantId}`, () =>
      merchantById(read, this.merchantId),
    );
    if (merchant === null) throw new Error(`no merchant ${this.merchantId}`);
    this.#timeline = merchant.timeline;
    return merchant;
  }

  /**
   * The events after `seq`, up to the head. Catching up and following are this same reading. Reads no further once
   * nobody wants it.
   */
  async *after(seq: number, isWanted: () => boolean): LogItems {
    // The head tells the timeline too, which every cursor needs.
    const knowsEnough = this.#isWhole && this.#timeline !== '';
    const last = knowsEnough ? Infinity : (await this.head()).lastSeq;
    let at = seq;
    let isLast = at >= last;
    while (!isLast && isWanted()) {
      const page: Page = await (this.#isWhole ? this.#next(at) : this.#page(at, last));
      if (page.events.length > 0) {
        yield page.events.map((event) => new LogEvent(event, this.#deps.cursors, this.#timeline));
      }
      at = page.until;
      isLast = page.isLast;
    }
    return at;
  }

  item(kind: Exclude<LogItem['kind'], 'EVENT'>, seq: number): LogItem {
    return { kind, cursor: this.#cursor(seq), seq, event: null };
  }

  /** Changes with every write to the database. */
  version(): Promise<string> {
    return this.#shared('version', () => databaseVersion(this.#deps.read));
  }

  /** A version of what a CHECKPOINT shows; null where each write may change it. */
  async state(): Promise<string | null> {
    return (await this.#state?.(this.#deps.read, this.topic)) ?? null;
  }

  slice(): Promise<void> {
    return this.#deps.read.slice();
  }

  subscribe(follower: Follower): () => void {
    return this.#deps.notifier.subscribe(this.topic, follower);
  }

  #cursor(seq: number): string {
    return this.#deps.cursors.encode({ timeline: this.#timeline, seq });
  }

  async #next(after: number): Promise<Page> {
    const events = await this.#shared(`next ${this.key} ${after}`, () =>
      readLog(this.#deps.read, this.merchantId, after, batch),
    );
    return { events, until: events.at(-1)?.seq ?? after, isLast: events.length < batch };
  }

  async #page(after: number, lastSeq: number): Promise<Page> {
    // The events of one order or settlement have an index of their own.
    const isOfOne = (this.#search.order ?? this.#search.settlement ?? null) !== null;
    const end = isOfOne ? lastSeq : Math.min(after + window, lastSeq);
    const { read } = this.#deps;
    const search = { ...this.#search, until: end };
    // What is between two positions never changes, so whoever wants it joins.
    const events = await coalescerOf(read).run(`page ${this.key} ${after} ${end}`, () =>
      readLog(read, this.merchantId, after, batch, search),
    );
    const until = events.length < batch ? end : (events.at(-1)?.seq ?? end);
    return { events, until, isLast: until >= lastSeq };
  }

  /** One read of the present for all that want it at the same time. */
  #shared<T>(name: string, work: () => Promise<T>): Promise<T> {
    const { read } = this.#deps;
    return coalescerOf(read).run(name, async (leaving) => {
      await read.slice();
      // A later caller may know of a later write.
      leaving();
      return work();
    });
  }
}
