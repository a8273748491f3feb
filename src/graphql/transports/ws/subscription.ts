import type { Payload } from '../../streams/payload.ts';
import type { Following, Subscriber } from '../../streams/subscriber.ts';
import type { Connection, OpenOperation } from './connection.ts';
import { frameWith } from './frames.ts';

/** How an operation ended that its client has not completed. */
export type OnEnd = (subscription: Subscription, error: { error: unknown } | null) => void;

/** One operation of a client: a subscription, or for a moment a query or mutation. */
export class Subscription implements Subscriber, OpenOperation {
  seq = 0;
  following: Following | null = null;
  isStarting = true;
  isCompleted = false;
  readonly connection: Connection;
  readonly id: string;
  readonly #onEnd: OnEnd;

  constructor(connection: Connection, id: string, onEnd: OnEnd) {
    this.connection = connection;
    this.id = id;
    this.#onEnd = onEnd;
  }

  /** Whether the client has begun it and not completed it. */
  get isActive(): boolean {
    return this.connection.operations.get(this.id) === this;
  }

  /** The beginning of its messages with results. */
  get head(): string {
    return `{"id":${JSON.stringify(this.id)},"type":"next","payload":`;
  }

  get sink(): object {
    return this.connection;
  }

  next(payload: Payload): boolean {
    return this.connection.collect(payload.frame(this.head, frameWith));
  }

  flush(): void {
    this.connection.flush();
  }

  room(): Promise<void> {
    return this.connection.room();
  }

  complete(): void {
    this.#onEnd(this, null);
  }

  fail(error: unknown): void {
    this.#onEnd(this, { error });
  }

  leave(): void {
    this.following?.leave(this);
  }
}
