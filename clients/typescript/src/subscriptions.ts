import { mustResume, textOf } from './document.ts';
import { FollowError } from './errors.ts';
import { Line } from './line/line.ts';
import type { Connection } from './line/line.ts';
import type { Endpoint, Result } from './line/transport.ts';

/** Where the subscriptions of a GraphQL client go. */
export interface FollowEndpoint extends Endpoint {
  /** Called with each change of a subscription's connection, and its variables. It begins as `reconnecting`. */
  onConnection?:
    ((connection: Connection, variables: Readonly<Record<string, unknown>>) => void) | undefined;
}

export interface Subscription {
  /** Its text, or the parsed document. */
  document: string | object;
  variables: Readonly<Record<string, unknown>>;
}

export interface Sink {
  /** The whole result, with the item in the only field of its data. */
  next(result: Result): void;
  /** Trying again is useless: a FollowError, or what `next` has thrown. */
  error(error: unknown): void;
  /** The API has completed the subscription. */
  complete(): void;
}

/**
 * A subscription of a GraphQL client, on a line that resumes. Its document selects `kind` and `cursor`, and takes
 * `$after: EventCursor`. Returns a function that unsubscribes, after which nothing more comes.
 */
export function subscribe(
  endpoint: FollowEndpoint,
  subscription: Subscription,
  sink: Sink,
): () => void {
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
        connection: (connection) => endpoint.onConnection?.(connection, variables),
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
