import { mustResume, textOf } from './document.ts';
import { FollowError } from './errors.ts';
import { Line } from './line/line.ts';
import type { Endpoint, Result } from './line/transport.ts';

export interface Subscription {
  document: string | object;
  variables: Readonly<Record<string, unknown>>;
}

export interface Sink {
  next(result: Result): void;
  /** A FollowError, or what `next` has thrown. */
  error(error: unknown): void;
  complete(): void;
}

/** A subscription of a GraphQL client, on a line that resumes. Returns a function that unsubscribes. */
export function subscribe(endpoint: Endpoint, subscription: Subscription, sink: Sink): () => void {
  let line: Line | null = null;
  let isStopped = false;
  const open = async (): Promise<void> => {
    const query = await textOf(subscription.document);
    mustResume(query);
    if (isStopped) return;
    const { variables } = subscription;
    line = new Line(
      endpoint,
      { query, variables },
      {
        next(_item, result) {
          try {
            sink.next(result);
          } catch (error) {
            line?.stop();
            sink.error(error);
          }
        },
        ended: (error) => (error === null ? sink.complete() : sink.error(error)),
      },
    );
  };
  open().catch((error: unknown) => {
    const isOurs = error instanceof FollowError;
    sink.error(isOurs ? error : new FollowError('BAD_DOCUMENT', String(error)));
  });
  return () => {
    isStopped = true;
    line?.stop();
  };
}
