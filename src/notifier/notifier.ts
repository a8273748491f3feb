import type { Channel, ChannelListener } from './channel.ts';

/**
 * Tells subscribers that there may be more in the log, never what. A topic is the id of a merchant, order, settlement
 * or API key, so that an event wakes only those who follow its subject. A notification can be missed: the timer of
 * `schedule.ts` wakes those that are behind.
 */
export interface Notifier {
  /** Call it after the commit, in whatever process: subscribers of all processes are woken. */
  notify(topics: Iterable<string>): void;
  /** Calls `wake` soon after a notification of the topic, until the returned function is called. */
  subscribe(topic: string, subscriber: Subscriber): () => void;
  /** Merchants whose logs have subscribers. */
  merchants(): string[];
  /** Wakes the subscribers of the topic that have not read up to `seq`: a notification can be missed. */
  sweep(topic: string, seq: number): void;
  /** How many events up to `seq` the subscriber of the topic who is furthest behind has not read. */
  lag(topic: string, seq: number): number;
  /** The same for all subscribers of this merchant. */
  sweepAll(merchantId: string, seq: number): void;
  close(): Promise<void>;
}

export interface Subscriber {
  merchantId: string;
  /** Number of the last event that it has read. */
  readUpTo(): number;
  wake(): void;
}

/** What a channel to other processes tells. */
export type ChannelReader = Pick<ChannelListener, 'received' | 'mayHaveMissed'>;

/** The channel of a process that is alone. */
const nobody: Channel = { send: () => undefined, close: () => Promise.resolve() };

/**
 * `slice` resolves when the next subscriber may be woken: each is woken in a time slice of its own. `open` opens the
 * channel to the other processes.
 */
export function createNotifier(
  slice: () => Promise<void> = () => Promise.resolve(),
  open: (reader: ChannelReader) => Channel = () => nobody,
): Notifier {
  const byTopic = createIndex();
  const byMerchant = createIndex();
  const pending = new Set<Subscriber>();

  /** Several notifications before its slice wake a subscriber once. */
  function wakeSoon(subscriber: Subscriber): void {
    if (pending.has(subscriber)) return;
    pending.add(subscriber);
    void wakeInSlice(subscriber);
  }

  async function wakeInSlice(subscriber: Subscriber): Promise<void> {
    await slice();
    pending.delete(subscriber);
    subscriber.wake();
  }

  function wakeBehind(subscribers: Iterable<Subscriber>, seq: number): void {
    for (const subscriber of subscribers) if (subscriber.readUpTo() < seq) wakeSoon(subscriber);
  }

  function wake(topics: Iterable<string>): void {
    for (const topic of topics) for (const subscriber of byTopic.of(topic)) wakeSoon(subscriber);
  }

  function wakeAll(): void {
    for (const topic of byTopic.names()) wake([topic]);
  }

  const channel = open({ received: wake, mayHaveMissed: wakeAll });
  return {
    notify(topics) {
      const all = [...topics];
      wake(all);
      channel.send(all);
    },
    subscribe(topic, subscriber) {
      const { merchantId } = subscriber;
      byTopic.add(topic, subscriber);
      byMerchant.add(merchantId, subscriber);
      return () => {
        byTopic.remove(topic, subscriber);
        byMerchant.remove(merchantId, subscriber);
      };
    },
    merchants: () => byMerchant.names(),
    sweep: (topic, seq) => wakeBehind(byTopic.of(topic), seq),
    sweepAll: (merchantId, seq) => wakeBehind(byMerchant.of(merchantId), seq),
    lag(topic, seq) {
      const lags = Array.from(byTopic.of(topic), (subscriber) => seq - subscriber.readUpTo());
      return lags.reduce((most, lag) => Math.max(most, lag), 0);
    },
    close: () => channel.close(),
  };
}

function createIndex() {
  const subscribers = new Map<string, Set<Subscriber>>();
  return {
    of: (name: string): Iterable<Subscriber> => subscribers.get(name) ?? [],
    names: (): string[] => [...subscribers.keys()],
    add(name: string, subscriber: Subscriber): void {
      subscribers.set(name, (subscribers.get(name) ?? new Set()).add(subscriber));
    },
    remove(name: string, subscriber: Subscriber): void {
      const here = subscribers.get(name);
      if (here?.delete(subscriber) === true && here.size === 0) subscribers.delete(name);
    },
  };
}
