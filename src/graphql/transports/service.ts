import type { IncomingMessage } from 'node:http';
import type { GraphQLSchema, OperationTypeNode, ValidationRule } from 'graphql';
import type { Principal } from '../../domain/principal.ts';
import type { Work } from '../../log/work.ts';
import type { EventRecord } from '../../store/records.ts';
import type { CostModel } from '../limits/cost.ts';

/** What the transports know about a request before its operation runs. */
export interface RequestInfo {
  principal: Principal;
  /** Returned with a masked error, and in the header `x-request-id`. */
  requestId: string;
  /** The address that the request came from. */
  source: string;
  /** `Last-Event-ID` of an event stream: the cursor to resume from. */
  resumeAfter: string | null;
  /** Whether a header requests `extensions.cost`. */
  reportCost?: boolean;
  /** Whether the context is for an event of a subscription, whose answer is less urgent than that of a request. */
  isStream?: boolean;
}

/** An operation that was executed, or refused before that. */
export interface OperationDone {
  /** Null: it was refused before that was known. */
  type: OperationTypeNode | null;
  /** Its root field, or `several`; `unknown` where it was refused before. */
  rootField: string;
  /** SUCCEEDED, or the code of an error. */
  outcome: string;
  seconds: number;
  info: RequestInfo;
  /** Over a WebSocket: there is no other request that it is a part of. */
  isRequest: boolean;
}

/** Receives what became of operations, and the opening and closing of subscriptions. */
export interface GraphqlObserver {
  /** An operation over a WebSocket begins, which is work of its own. */
  requestBegan(work: Work): void;
  operationDone(done: OperationDone): void;
  /** An event was executed for subscribers, and is sent now. */
  eventShown(event: EventRecord): void;
  subscriptionOpened(): void;
  subscriptionClosed(): void;
}

/** The schema with everything that the transports need to serve it. */
export interface GraphqlService<Context extends object = object> {
  schema: GraphQLSchema;
  /** `authorization` is the value of the header ("Bearer …"). Resolves to null for missing or wrong credentials. */
  authenticate(authorization: string | null): Promise<Principal | null>;
  sourceOf(req: IncomingMessage): string;
  /**
   * Called for each refused credential. Resolves when the refusal may be sent, to whether this source is over its
   * limit.
   */
  onRefusedCredentials?(source: string): Promise<boolean>;
  /**
   * Called once for a query or mutation and once for each event of a subscription. `beside`: the context of an event
   * that is executed at the same time; what both load is loaded together.
   */
  createContext(info: RequestInfo, beside?: Context): Context;
  /** Logs the whole error. The caller sees only the request id. */
  onUnexpectedError(error: unknown, requestId: string): void;
  /** Executes an operation so that this caller takes turns with others. */
  asCaller?<Result>(principal: Principal, execute: () => Result): Result;
  /** The costs of fields. Without it, no cost is computed. */
  costs?: CostModel;
  /** The text of a registered document; null where there is none. */
  documentById?(id: string): string | null;
  /** Whether the credentials with which a stream was opened are still valid. */
  isStillValid?(principal: Principal): Promise<boolean>;
  /** Calls `recheck` when their validity may have changed, until the returned function is called. */
  onRevocation?(principal: Principal, recheck: () => void): () => void;
  /**
   * Validation rules for this caller. A document that violates one is refused whole. The same rule is the same function
   * each time, because documents that passed are remembered by rule.
   */
  rulesFor?(principal: Principal): readonly ValidationRule[];
  observer?: GraphqlObserver;
}
