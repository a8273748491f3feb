import { openLink } from './link.ts';
import type { Link, LinkTimes, Transport } from './link.ts';

/** Carries the notified topics between the processes of one database. A topic that is lost only delays. */
export interface Channel {
  /** Sends soon. It waits for nothing and fails nowhere. */
  send(topics: Iterable<string>): void;
  close(): Promise<void>;
}

/** What a channel reports. */
export interface ChannelListener {
  /** Another process has notified these topics. */
  received(topics: readonly string[]): void;
  /** Topics may have been missed. */
  mayHaveMissed(): void;
  wentAway(error: Error): void;
  cameBack(milliseconds: number): void;
}

export interface ChannelTimes extends LinkTimes {
  /** Topics that come within this time are sent together. Milliseconds. */
  collectMs?: number;
  /** The longest wait before connecting again. Milliseconds. */
  retryMs?: number;
}

/** More wait only while there is no link. The rest is dropped: everyone looks for it soon. */
const mostWaiting = 20_000;

/** Sends over one link at a time, and connects again for as long as it takes. */
export function openChannel(
  transport: Transport,
  self: string,
  listener: ChannelListener,
  { collectMs = 10, retryMs = 1_000, ...linkTimes }: ChannelTimes = {},
): Channel {
  const waiting = new Set<string>();
  const closing = new AbortController();
  const { signal } = closing;
  let current: Link | null = null;

  let isSending = false;

  /** Publishes what waits, and a little later what has come meanwhile. */
  async function flush(): Promise<void> {
    const link = current;
    if (link === null || isSending || waiting.size === 0) return;
    isSending = true;
    const topics = [...waiting];
    waiting.clear();
    try {
      await link.publish(topics);
    } catch {
      for (const topic of topics) waiting.add(topic);
    }
    await later(collectMs, signal);
    isSending = false;
    void flush();
  }

  async function run(): Promise<void> {
    let awaySince: number | null = null;
    let waitMs = retryMs / 8;
    for (let isFirst = true; !signal.aborted; isFirst = false) {
      const link = openLink(transport, self, (topics) => listener.received(topics), linkTimes);
      const stop = (): void => link.lose(new Error('closed'));
      signal.addEventListener('abort', stop);
      const isUp = await link.up.then(
        () => true,
        () => false,
      );
      if (isUp) {
        if (awaySince !== null) listener.cameBack(Math.round(performance.now() - awaySince));
        if (!isFirst) listener.mayHaveMissed();
        awaySince = null;
        waitMs = retryMs / 8;
        current = link;
        void flush();
      }
      const error = await link.lost;
      current = null;
      signal.removeEventListener('abort', stop);
      if (signal.aborted) return;
      if (awaySince === null) listener.wentAway(error);
      awaySince ??= performance.now();
      await later(waitMs * (1 + Math.random()), signal);
      waitMs = Math.min(2 * waitMs, retryMs / 2);
    }
  }

  const running = run();
  return {
    send(topics) {
      for (const topic of topics) if (waiting.size < mostWaiting) waiting.add(topic);
      void flush();
    },
    async close() {
      closing.abort();
      await running;
    },
  };
}

/** Resolves after `ms` milliseconds, and at once when it is closed. */
function later(ms: number, closed: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      closed.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    closed.addEventListener('abort', end);
    if (closed.aborted) end();
  });
}
