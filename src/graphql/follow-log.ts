import type { Live } from '../live.ts';
import type { Cursors } from '../store/cursor.ts';
import { readLog } from '../store/queries/events.ts';
import type { EventSearch } from '../store/queries/events.ts';
import { merchantById } from '../store/queries/merchants.ts';
import type { EventRecord } from '../store/records.ts';
import type { Sql } from '../store/sql.ts';

export type FollowedItem =
  | { kind: 'SNAPSHOT' | 'CAUGHT_UP' | 'CHECKPOINT' | 'RESET'; cursor: string; event: null }
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
}

const batch = 100;
/** About every 15 s, says the contract. */
const checkpointEveryMs = 15_000;

/**
 * Follows a merchant's log until the consumer returns. Listening starts with the call, before the first
 * read: what is committed after it rings, what was before it is read.
 */
export function followLog(
  deps: { read: Sql; live: Live; cursors: Cursors },
  options: FollowOptions,
): AsyncGenerator<FollowedItem, void, undefined> {
  const bell = listen(deps.live, options);
  const items = readOn(deps, options, bell);
  const followed: AsyncGenerator<FollowedItem, void, undefined> = {
    next: () => items.next(),
    // A generator that waits for the bell would not hear of its own end.
    return: (value) => {
      bell.close();
      return items.return(value);
    },
    throw: (error) => {
      bell.close();
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
 * The one loop of every subscription: catch-up and live are the same reading, and the doorbell only wakes
 * it, so there is no seam to lose an event in, and a slow reader falls behind in the log, not in memory.
 */
async function* readOn(
  { read, cursors }: { read: Sql; cursors: Cursors },
  options: FollowOptions,
  bell: Bell,
): AsyncGenerator<FollowedItem, void, undefined> {
  const { merchantId, search } = options;
  const head = await headOf(read, merchantId);
  const start = startingPoint(cursors, options.after, head);
  const at = (seq: number): string => cursors.encode({ timeline: head.timeline, seq });
  let seq = start.seq;
  let caughtUp = false;
  if (start.reset) yield { kind: 'RESET', cursor: at(seq), event: null };
  else if (options.after === null && options.snapshot) {
    yield { kind: 'SNAPSHOT', cursor: at(seq), event: null };
  }
  for (;;) {
    const answered = bell.rings();
    const known = (await headOf(read, merchantId)).lastSeq;
    const events = await readLog(read, merchantId, seq, batch, search);
    for (const event of events) {
      seq = event.seq;
      yield { kind: 'EVENT', cursor: at(seq), event };
    }
    if (events.length === batch) continue;
    seq = Math.max(seq, known);
    bell.readUpTo(seq);
    if (!caughtUp) {
      caughtUp = true;
      yield { kind: 'CAUGHT_UP', cursor: at(seq), event: null };
    }
    const woken = await bell.wait(answered, options.checkpointMs ?? checkpointEveryMs);
    if (woken === 'closed') return;
    if (woken === 'timeout') {
      seq = await quietHead(read, merchantId, seq, search);
      bell.readUpTo(seq);
      yield { kind: 'CHECKPOINT', cursor: at(seq), event: null };
    }
  }
}

/** The head of the log, if nothing between here and there is for this reader. */
async function quietHead(
  read: Sql,
  merchantId: string,
  seq: number,
  search: EventSearch,
): Promise<number> {
  const { lastSeq } = await headOf(read, merchantId);
  const missed = await readLog(read, merchantId, seq, 1, search);
  return missed.length === 0 ? lastSeq : seq;
}

async function headOf(
  read: Sql,
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

interface Bell {
  rings(): number;
  readUpTo(seq: number): void;
  /** Until it rings again after `answered`, for at most `ms`. */
  wait(answered: number, ms: number): Promise<'rung' | 'timeout' | 'closed'>;
  close(): void;
}

function listen(live: Live, { topic, merchantId }: FollowOptions): Bell {
  let rings = 0;
  // Until the first reading is done nothing can have been missed.
  let read = Number.MAX_SAFE_INTEGER;
  let closed = false;
  let wake: (() => void) | null = null;
  const stop = live.listen(topic, {
    merchantId,
    readUpTo: () => read,
    wake() {
      rings += 1;
      wake?.();
    },
  });
  return {
    rings: () => rings,
    readUpTo: (seq) => {
      read = seq;
    },
    wait: (answered, ms) =>
      new Promise((resolve) => {
        const finish = (): void => {
          clearTimeout(timer);
          wake = null;
          resolve(closed ? 'closed' : rings === answered ? 'timeout' : 'rung');
        };
        const timer = setTimeout(finish, ms);
        wake = finish;
        if (closed || rings !== answered) finish();
      }),
    close() {
      closed = true;
      stop();
      wake?.();
    },
  };
}
