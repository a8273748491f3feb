/**
 * A doorbell, never the mail: it says that there may be more in the log. Topics are ids, of merchants,
 * orders and settlements, so that an event wakes only those who follow its subject.
 */
export interface Live {
  ring(topics: Iterable<string>): void;
  /** Calls `wake` soon after a ring of the topic, until the returned function is called. */
  listen(topic: string, reader: Reader): () => void;
  /** Merchants whose logs are being followed. */
  merchants(): string[];
  /** Wakes those of the topic who have read less than up to `seq`: a bell can be missed. */
  sweep(topic: string, seq: number): void;
  /** The same for all who follow a log of this merchant. */
  sweepAll(merchantId: string, seq: number): void;
}

export interface Reader {
  merchantId: string;
  /** Number of the last event that it has read up to. */
  readUpTo(): number;
  wake(): void;
}

/** `turn`: readers are woken one by one, each in its turn. */
export function createLive(turn: () => Promise<void> = () => Promise.resolve()): Live {
  const byTopic = createIndex();
  const byMerchant = createIndex();
  const called = new Set<Reader>();

  /** However often it is rung for before its turn comes, it looks once. */
  function call(reader: Reader): void {
    if (called.has(reader)) return;
    called.add(reader);
    void wakeInTurn(reader);
  }

  async function wakeInTurn(reader: Reader): Promise<void> {
    await turn();
    called.delete(reader);
    reader.wake();
  }

  function callBehind(readers: Iterable<Reader>, seq: number): void {
    for (const reader of readers) if (reader.readUpTo() < seq) call(reader);
  }

  return {
    ring(rung) {
      for (const topic of rung) for (const reader of byTopic.of(topic)) call(reader);
    },
    listen(topic, reader) {
      const { merchantId } = reader;
      byTopic.add(topic, reader);
      byMerchant.add(merchantId, reader);
      return () => {
        byTopic.remove(topic, reader);
        byMerchant.remove(merchantId, reader);
      };
    },
    merchants: () => byMerchant.names(),
    sweep: (topic, seq) => callBehind(byTopic.of(topic), seq),
    sweepAll: (merchantId, seq) => callBehind(byMerchant.of(merchantId), seq),
  };
}

function createIndex() {
  const readers = new Map<string, Set<Reader>>();
  return {
    of: (name: string): Iterable<Reader> => readers.get(name) ?? [],
    names: (): string[] => [...readers.keys()],
    add(name: string, reader: Reader): void {
      readers.set(name, (readers.get(name) ?? new Set()).add(reader));
    },
    remove(name: string, reader: Reader): void {
      const here = readers.get(name);
      if (here?.delete(reader) === true && here.size === 0) readers.delete(name);
    },
  };
}
