/**
 * A doorbell, never the mail: it says that there may be more in the log. Topics are ids, of merchants,
 * orders and settlements, so that an event wakes only those who follow its subject.
 */
export interface Live {
  ring(topics: Iterable<string>): void;
  /** Calls `wake` after each ring of the topic, until the returned function is called. */
  listen(topic: string, reader: Reader): () => void;
  /** Merchants whose logs are being followed. */
  merchants(): string[];
  /** Wakes whoever has read less of a merchant's log than there is: a bell can be missed. */
  sweep(heads: ReadonlyMap<string, number>): void;
}

export interface Reader {
  merchantId: string;
  /** Number of the last event that it has read up to. */
  readUpTo(): number;
  wake(): void;
}

export function createLive(): Live {
  const topics = new Map<string, Set<Reader>>();
  const readers = function* (): Generator<Reader> {
    for (const listening of topics.values()) yield* listening;
  };
  return {
    ring(rung) {
      for (const topic of rung) {
        for (const reader of topics.get(topic) ?? []) reader.wake();
      }
    },
    listen(topic, reader) {
      const listening = topics.get(topic) ?? new Set();
      topics.set(topic, listening.add(reader));
      return () => {
        listening.delete(reader);
        if (listening.size === 0 && topics.get(topic) === listening) topics.delete(topic);
      };
    },
    merchants: () => [...new Set([...readers()].map(({ merchantId }) => merchantId))],
    sweep(heads) {
      for (const reader of readers()) {
        if (reader.readUpTo() < (heads.get(reader.merchantId) ?? 0)) reader.wake();
      }
    },
  };
}
