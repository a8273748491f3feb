/** What a stream of the API has in each item, as far as a client that resumes needs it. */
export interface ModelItem {
  kind: 'SNAPSHOT' | 'EVENT' | 'CAUGHT_UP' | 'CHECKPOINT' | 'RESET';
  cursor: string;
  event: { id: number; text: string } | null;
  /** As it is when the item is sent. */
  order: { version: number };
}

/** A connection that follows the log. */
export interface Follower {
  send(item: ModelItem): void;
  /** The process restarts. */
  restart(): void;
}

/** A log, numbered from 1, and its streams as docs/subscriptions.md has them. */
export interface ModelServer {
  readonly last: number;
  /** Adds an event. */
  add(): void;
  /** Sends the last event once more. */
  repeat(): void;
  checkpoint(): void;
  /** The connections are closed. `asAnother`: the cursors of before are of another log from now on. */
  restart(asAnother: boolean): void;
  /** Returns a function that ends it. */
  follow(after: string | null, follower: Follower): () => void;
}

/** With characters of several bytes. */
export const textOf = (id: number): string => `€ 中 \u{1f600} ${id}`;

export function createModelServer(): ModelServer {
  let last = 0;
  let timeline = 1;
  const followers = new Set<Follower>();
  const item = (kind: ModelItem['kind'], at = last): ModelItem => ({
    kind,
    cursor: `${timeline}/${at}`,
    event: kind === 'EVENT' ? { id: at, text: textOf(at) } : null,
    order: { version: last },
  });
  const toAll = (sent: ModelItem): void => followers.forEach((one) => one.send(sent));
  return {
    get last() {
      return last;
    },
    add() {
      last += 1;
      toAll(item('EVENT'));
    },
    repeat() {
      if (last > 0) toAll(item('EVENT'));
    },
    checkpoint: () => toAll(item('CHECKPOINT')),
    restart(asAnother) {
      if (asAnother) timeline += 1;
      const before = [...followers];
      followers.clear();
      for (const one of before) one.restart();
    },
    follow(after, follower) {
      const [log, position] = (after ?? '').split('/').map(Number);
      if (after === null) follower.send(item('SNAPSHOT'));
      else if (log !== timeline) follower.send(item('RESET'));
      else for (let at = (position ?? 0) + 1; at <= last; at += 1) follower.send(item('EVENT', at));
      follower.send(item('CAUGHT_UP'));
      followers.add(follower);
      return () => followers.delete(follower);
    },
  };
}
