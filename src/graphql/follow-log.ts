import type { Notifier } from '../notifier/notifier.ts';
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
  /** The notifier's topic: the id of the order or settlement that is followed, or of the merchant. */
  topic: string;
  checkpointMs?: number;
  /**
   * A version of what a CHECKPOINT shows: while it is the same, the answers differ in their cursor alone. The default
   * changes with every write to the database.
   */
  state?: () => Promise<string>;
}

/** Most events that one read returns, and most that it examines: a filter may leave out nearly all of them. */
const batch = 100;
const window = 1000;
/** The public schema promises about every 15 seconds. */
const checkpointEveryMs = 15_000;

/**
 * Follows a merchant's log until the consumer returns. It subscribes to the notifier when it is called, before the
 * first read: what is committed later is notified, and what was committed before is read.
 */
export function followLog(
  deps: { read: Reader; notifier: Notifier; cursors: Cursors },
  options: FollowOptions,
): AsyncGenerator<FollowedItem, void, undefined> {
  const subscription = subscribe(deps.notifier, options);
  const items = readOn(deps, options, subscription);
  const followed: AsyncGenerator<FollowedItem, void, undefined> = {
    next: () => items.next(),
    // A generator that waits for a notification does not notice return() or throw().
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
 * The loop of every subscription. Catching up and following are the same reading, and a notification only wakes it. So
 * no event is lost between the two, and a slow reader falls behind in the log, not in memory.
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
    // Without a write to the database since, there is nothing to read.
    if (kind !== 'CHECKPOINT' || version !== last.version) {
      // Read before the data that it describes: a change in between then gives the next CHECKPOINT another state.
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
    // A notification about something else wakes the loop but sends nothing, so it does not delay the CHECKPOINT.
    if (kind !== null) checkpointAt = performance.now() + jittered(checkpointMs);
    const woken = await subscription.wait(seen, checkpointAt - performance.now());
    if (woken === 'closed') return;
    kind = woken === 'timeout' || performance.now() >= checkpointAt ? 'CHECKPOINT' : null;
  }
}

/** The events after `seq` that match the search, in order. Ends early once the subscription is closed. */
async function* eventsUpTo(
  read: Reader,
  { merchantId, search }: FollowOptions,
  { seq, lastSeq }: { seq: number; lastSeq: number },
  subscription: Subscription,
): AsyncGenerator<EventRecord, void, undefined> {
  // The events of one order or settlement have an index of their own.
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

/** Reads that all followers of one reader share. */
const sharedReads = new WeakMap<Reader, Coalescer>();

/** One read for all followers that want it at the same time. They continue one by one. */
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

/** With a cursor from which the log cannot be continued, reading starts at the head, after a RESET. */
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
  /** Resolves once there are more notifications than `seen`, or after `ms` milliseconds. */
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
