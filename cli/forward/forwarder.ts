import { setTimeout as pause } from 'node:timers/promises';
import type { EventItem, LogEvent, Post } from './post.ts';

/** What became of an event. `status`: of the last answer, null where there was none. */
export interface Delivered {
  item: EventItem & { event: LogEvent };
  status: number | null;
  isAccepted: boolean;
  tries: number;
  /** Milliseconds of the last try. */
  durationMs: number;
}

export interface ForwarderOptions {
  post: Post;
  delivered: (outcome: Delivered) => void;
  /** Everything up to here was delivered or given up. */
  passed: (cursor: string) => void;
  signal: AbortSignal;
  /** Milliseconds before each further try. */
  pausesMs?: readonly number[];
}

export interface Forwarder {
  /** Resolves when the next event can be taken. */
  add(item: EventItem): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

const mostAtOnce = 16;
const usualPausesMs = [500, 2_000, 5_000];

/**
 * Delivers the events of one order or settlement one after the other, and those of different ones side by side. An
 * event that is not accepted holds back those behind it until it is given up.
 */
export function createForwarder(options: ForwarderOptions): Forwarder {
  const { passed, signal, pausesMs = usualPausesMs } = options;
  const lasts = new Map<string, Promise<void>>();
  const underWay = new Set<Promise<void>>();
  /** In the order of the log. */
  const open: { cursor: string; isDone: boolean }[] = [];

  function done(entry: { cursor: string; isDone: boolean }): void {
    entry.isDone = true;
    let last: string | null = null;
    while (open[0]?.isDone === true) last = open.shift()?.cursor ?? null;
    if (last !== null && !signal.aborted) passed(last);
  }

  return {
    async add(item) {
      const entry = { cursor: item.cursor, isDone: false };
      open.push(entry);
      const { event } = item;
      if (event === null) return done(entry);
      const subject = event.subject.id;
      const after = lasts.get(subject) ?? Promise.resolve();
      const inOrder = async (): Promise<void> => {
        await after;
        await deliver(options, { ...item, event }, pausesMs);
        done(entry);
      };
      const work = inOrder();
      lasts.set(subject, work);
      underWay.add(work);
      void work.finally(() => {
        underWay.delete(work);
        if (lasts.get(subject) === work) lasts.delete(subject);
      });
      if (underWay.size >= mostAtOnce) await Promise.race(underWay);
    },
    async idle() {
      await Promise.all(underWay);
    },
  };
}

async function deliver(
  { post, delivered, signal }: ForwarderOptions,
  item: Delivered['item'],
  pausesMs: readonly number[],
): Promise<void> {
  for (let tries = 1; !signal.aborted; tries += 1) {
    const since = performance.now();
    const status = await post(item, signal).catch(() => null);
    if (signal.aborted) return;
    const isAccepted = status !== null && status >= 200 && status < 300;
    const durationMs = Math.round(performance.now() - since);
    const waitMs = pausesMs[tries - 1];
    if (isAccepted || waitMs === undefined) {
      return delivered({ item, status, isAccepted, tries, durationMs });
    }
    await pause(waitMs, undefined, { signal }).catch(() => undefined);
  }
}
