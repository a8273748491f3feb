/**
 * Tells subscribers that there may be more in the log, never what. A topic is the id of a merchant, order, settlement
 * or API key, so that an event wakes only those who follow its subject.
 */
export interface Notifier {
  notify(topics: Iterable<string>): void;
  /** Calls `wake` soon after a notification of the topic, until the returned function is called. */
  subscribe(topic: string, subscriber: Subscriber): () => void;
  /** Merchants whose logs have subscribers. */
  merchants(): string[];
  /** Wakes the subscribers of the topic that have not read up to `seq`: a notification can be missed. */
  sweep(topic: string, seq: number): void;
  /** The same for all subscribers of this merchant. */
  sweepAll(merchantId: string, seq: number): void;
}

export interface Subscriber {
  merchantId: string;
  /** Number of the last event that it has read. */
  readUpTo(): number;
  wake(): void;
}

/** `slice` resolves when the next subscriber may be woken: each is woken in a time slice of its own. */
export function createNotifier(slice: () => Promise<void> = () => Promise.resolve()): Notifier {
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

  return {
    notify(topics) {
      for (const topic of topics) for (const subscriber of byTopic.of(topic)) wakeSoon(subscriber);
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
