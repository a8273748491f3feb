import type { Notifier } from '../notifier.ts';
import { createCoalescer } from '../operations/locks.ts';
import type { Coalescer } from '../operations/locks.ts';
import type { Cursors } from '../store/cursor.ts';
import { databaseVersion, readLog } from '../store/queries/events.ts';
import type { EventSearch } from '../store/queries/events.ts';
import { merchantById } from '../store/queries/merchants.ts';
import type { EventRecord } from '../store/records.ts';
import type { Reader } from '../store/sql.ts';
import { jittered, later } from './event-loop.ts';

export type FollowedItem =
  | { kind: 'SNAPSHOT' | 'CAUGHT_UP' | 'RESET'; cursor: string; event: null }
  | { kind: 'CHECKPOINT'; cursor: string; event: null; state: string }
  | { kind: 'EVENT'; cursor: string; event: EventRecord };

export interface FollowOptions {
  merchantId: string;
  /** Where to resume; null to begin now. */
  after: string | null;
  /** Begin with a SNAPSHOT when there is nothing to resume from. */
  snapshot: boolean;
  search: EventSearch;
  /** What wakes the reader: the id of the order or settlement followed, or of the merchant. */
  topic: string;
  checkpointMs?: number;
  /**
   * Of what a CHECKPOINT shows: while it is the same, the answers differ in their cursor alone. Default: it is another
   * once anything is written.
   */
  state?: () => Promise<string>;
}

/** Events that one read tells at most, and those that it looks at: a filter may leave out nearly all. */
const batch = 100;
const window = 1000;
/** About every 15 s, says the contract. */
const checkpointEveryMs = 15_000;

/**
 * Follows a merchant's log until the consumer returns. Listening starts with the call, before the first
 * read: of what is committed after it there is a notification, what was before it is read.
 */
export function followLog(
  deps: { read: Reader; notifier: Notifier; cursors: Cursors },
  options: FollowOptions,
): AsyncGenerator<FollowedItem, void, undefined> {
  const subscription = subscribe(deps.notifier, options);
  const items = readOn(deps, options, subscription);
  const followed: AsyncGenerator<FollowedItem, void, undefined> = {
    next: () => items.next(),
    // A generator that waits for a notification would not hear of its own end.
    return: (value) => {
      subscription.close();
      return items.return(value);
    },
    throw: (error) => {
      subscription.close();
      return items.throw(error);
    },
    [Symbol.asyncIterator]: () => followed,
    [Symbol.asyncDispose]: async () => {
      await followed.return();
    },
  };
  return followed;
}

/**
 * The one loop of every subscription: catch-up and live are the same reading, and a notification only wakes
 * it, so there is no seam to lose an event in, and a slow reader falls behind in the log, not in memory.
 */
async function* readOn(
  { read, cursors }: { read: Reader; cursors: Cursors },
  options: FollowOptions,
  subscription: Subscription,
): AsyncGenerator<FollowedItem, void, undefined> {
  const { merchantId, checkpointMs = checkpointEveryMs } = options;
  const head = await headOf(read, merchantId);
  const start = startingPoint(cursors, options.after, head);
  const at = (seq: number): string => cursors.encode({ timeline: head.timeline, seq });
  let seq = start.seq;
  if (start.reset) yield { kind: 'RESET', cursor: at(seq), event: null };
  else if (options.after === null && options.snapshot) {
    yield { kind: 'SNAPSHOT', cursor: at(seq), event: null };
  }
  let kind: 'CAUGHT_UP' | 'CHECKPOINT' | 'EVENT' | null = 'CAUGHT_UP';
  let last = { version: '', state: '' };
  let checkpointAt = Infinity;
  for (;;) {
    const seen = subscription.notifications();
    const version = kind === 'CHECKPOINT' ? await versionOf(read) : '';
    // Where nothing at all was written since, there is nothing to read.
    if (kind !== 'CHECKPOINT' || version !== last.version) {
      // Before anything is read that goes with it: what changes meanwhile makes the next one another.
      if (kind === 'CHECKPOINT') {
        last = { version, state: options.state === undefined ? version : await options.state() };
      }
      const { lastSeq } = await headOf(read, merchantId);
      for await (const event of eventsUpTo(read, options, { seq, lastSeq }, subscription)) {
        if (kind !== 'CAUGHT_UP') kind = 'EVENT';
        yield { kind: 'EVENT', cursor: at(event.seq), event };
      }
      seq = Math.max(seq, lastSeq);
      subscription.readUpTo(seq);
    }
    if (kind === 'CAUGHT_UP') yield { kind, cursor: at(seq), event: null };
    if (kind === 'CHECKPOINT') yield { kind, cursor: at(seq), event: null, state: last.state };
    // A notification of something else wakes it too, but is no sign of life.
    if (kind !== null) checkpointAt = performance.now() + jittered(checkpointMs);
    const woken = await subscription.wait(seen, checkpointAt - performance.now());
    if (woken === 'closed') return;
    kind = woken === 'timeout' || performance.now() >= checkpointAt ? 'CHECKPOINT' : null;
  }
}

/** What the search wants of the events after `seq`, each in its turn. Ends early once nobody listens. */
async function* eventsUpTo(
  read: Reader,
  { merchantId, search }: FollowOptions,
  { seq, lastSeq }: { seq: number; lastSeq: number },
  subscription: Subscription,
): AsyncGenerator<EventRecord, void, undefined> {
  // Those of one subject have an index of their own.
  const isOfOne = (search.order ?? search.settlement ?? null) !== null;
  for (let after = seq; after < lastSeq && !subscription.isClosed();) {
    const until = isOfOne ? lastSeq : Math.min(after + window, lastSeq);
    const events = await readLog(read, merchantId, after, batch, { ...search, until });
    for (const event of events) {
      await read.slice();
      yield event;
    }
    after = events.length < batch ? until : (events.at(-1)?.seq ?? until);
  }
}

/** Questions of all who follow anything, by what reads for them. */
const sharedReads = new WeakMap<Reader, Coalescer>();

/** One read for all whose time has come together; they go on one by one. */
async function versionOf(read: Reader): Promise<string> {
  const shared = sharedReads.get(read) ?? createCoalescer();
  sharedReads.set(read, shared);
  const version = await shared.run('version', async (leaving) => {
    await read.slice();
    leaving();
    return databaseVersion(read);
  });
  await read.slice();
  return version;
}

async function headOf(
  read: Reader,
  merchantId: string,
): Promise<{ timeline: string; lastSeq: number }> {
  const merchant = await merchantById(read, merchantId);
  if (merchant === null) throw new Error(`no merchant ${merchantId}`);
  return merchant;
}

/** A cursor that cannot be continued from starts at the head instead, after a RESET. */
function startingPoint(
  cursors: Cursors,
  after: string | null,
  head: { timeline: string; lastSeq: number },
): { seq: number; reset: boolean } {
  if (after === null) return { seq: head.lastSeq, reset: false };
  const position = cursors.decode(after);
  const usable =
    position !== null &&
    position !== 'FOREIGN' &&
    position.timeline === head.timeline &&
    position.seq <= head.lastSeq;
  return usable ? { seq: position.seq, reset: false } : { seq: head.lastSeq, reset: true };
}

interface Subscription {
  notifications(): number;
  isClosed(): boolean;
  readUpTo(seq: number): void;
  /** Until there is a notification after the `seen` ones, for at most `ms`. */
  wait(seen: number, ms: number): Promise<'notified' | 'timeout' | 'closed'>;
  close(): void;
}

function subscribe(notifier: Notifier, { topic, merchantId }: FollowOptions): Subscription {
  let notifications = 0;
  let read = 0;
  let closed = false;
  let wake: (() => void) | null = null;
  const unsubscribe = notifier.subscribe(topic, {
    merchantId,
    readUpTo: () => read,
    wake() {
      notifications += 1;
      wake?.();
    },
  });
  return {
    notifications: () => notifications,
    isClosed: () => closed,
    readUpTo: (seq) => {
      read = seq;
    },
    wait: (seen, ms) =>
      new Promise((resolve) => {
        const finish = (): void => {
          cancel();
          wake = null;
          resolve(closed ? 'closed' : notifications === seen ? 'timeout' : 'notified');
        };
        const cancel = later(ms, finish);
        wake = finish;
        if (closed || notifications !== seen) finish();
      }),
    close() {
      closed = true;
      unsubscribe();
      wake?.();
    },
  };
}
