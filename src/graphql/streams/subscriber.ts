import type { ExecutionResult } from 'graphql';
import type { Payload } from './payload.ts';

/** One subscription of one client. Its transport implements it. It is small: there are many, and most of them wait. */
export interface Subscriber {
  /** The number of the last event that was sent to it. */
  seq: number;
  /** What sends to it; null when it has left. */
  following: Following | null;
  /** What it writes to, which several subscriptions of one client may share. */
  readonly sink: object;
  /** Sends the payload, at the latest with `flush`. False: there is no room for more. */
  next(payload: Payload): boolean;
  flush(): void;
  /** Resolves when there is room again, or the client is gone. */
  room(): Promise<void>;
  /** There will be no more. */
  complete(): void;
  /** The source broke. */
  fail(error: unknown): void;
}

export interface Following {
  /** Sends no more to this subscriber. */
  leave(subscriber: Subscriber): void;
}

/** Executes the operation of a subscription for items. */
export interface ExecuteItems {
  /** Most items that are executed together. */
  readonly most: number;
  run(items: readonly object[]): Promise<readonly ExecutionResult[]>;
}
