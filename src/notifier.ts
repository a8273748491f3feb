/**
 * Says that there may be more in the log, never what. Topics are ids, of merchants,
 * orders and settlements, so that an event wakes only those who follow its subject.
 */
export interface Notifier {
  notify(topics: Iterable<string>): void;
  /** Calls `wake` soon after a notification of the topic, until the returned function is called. */
  subscribe(topic: string, subscriber: Subscriber): () => void;
  /** Merchants whose logs are being followed. */
  merchants(): string[];
  /** Wakes those of the topic who have read less than up to `seq`: a notification can be missed. */
  sweep(topic: string, seq: number): void;
  /** The same for all who follow a log of this merchant. */
  sweepAll(merchantId: string, seq: number): void;
}

export interface Subscriber {
  merchantId: string;
  /** Number of the last event that it has read up to. */
  readUpTo(): number;
  wake(): void;
}

/** `slice`: subscribers are woken one by one, each in a time slice of its own. */
export function createNotifier(slice: () => Promise<void> = () => Promise.resolve()): Notifier {
  const byTopic = createIndex();
  const byMerchant = createIndex();
  const pending = new Set<Subscriber>();

  /** However often it is notified before its slice comes, it is woken once. */
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
