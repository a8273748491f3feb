/**
 * A doorbell, never the mail: it says that there may be more in the log. Topics are ids, of merchants,
 * orders and settlements, so that an event wakes only those who follow its subject.
 */
export interface Live {
  ring(topics: Iterable<string>): void;
  /** Calls `wake` after each ring of the topic, until the returned function is called. */
  listen(topic: string, wake: () => void): () => void;
  readonly listeners: number;
}

export function createLive(): Live {
  const topics = new Map<string, Set<() => void>>();
  let listeners = 0;
  return {
    ring(rung) {
      for (const topic of rung) {
        for (const wake of topics.get(topic) ?? []) wake();
      }
    },
    listen(topic, wake) {
      const wakes = topics.get(topic) ?? new Set();
      topics.set(topic, wakes.add(wake));
      listeners += 1;
      return () => {
        if (!wakes.delete(wake)) return;
        listeners -= 1;
        if (wakes.size === 0 && topics.get(topic) === wakes) topics.delete(topic);
      };
    },
    get listeners() {
      return listeners;
    },
  };
}
