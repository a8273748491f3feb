import type { IncomingMessage } from 'node:http';
import type { GraphQLSchema, OperationTypeNode, ValidationRule } from 'graphql';
import type { Principal } from '../../domain/principal.ts';
import type { CostModel } from '../limits/cost.ts';

/** The reason of every signal. Without one, each abort would make an error, and its stack is dear. */
export const abortReason = new Error('Nobody waits for the answer any longer');

/** What an endpoint knows about one operation before it runs. */
export interface RequestInfo {
  principal: Principal;
  /** Given back to the caller with a masked error, and in the header `x-request-id`. */
  requestId: string;
  /** The address that the request came from. */
  source: string;
  /** `Last-Event-ID` of an event stream: the cursor to go on from when `after` is not given. */
  resumeAfter: string | null;
  /** Aborted once nobody waits for the answer any longer. */
  signal: AbortSignal;
  /** Whether a header asks for `extensions.cost`. */
  reportCost?: boolean;
  /** Whether it is an event of a subscription: nobody waits for the answer as for that of a request. */
  isStream?: boolean;
}

/** A source value of a subscription; the cursor becomes the `id` of a server-sent event. */
export interface StreamEvent {
  cursor: string;
  /** Of two events with the same state the results differ in their cursor alone. */
  state?: string;
}

/** Told how long operations took and how many streams are open. */
export interface GraphqlObserver {
  operationDone(type: OperationTypeNode, seconds: number): void;
  subscriptionOpened(): void;
  subscriptionClosed(): void;
}

/** The schema with everything that the transports need to serve it. */
export interface GraphqlService<Context extends object = object> {
  schema: GraphQLSchema;
  /** `authorization` is the header's value ("Bearer …"); null back: missing or wrong credentials. */
  authenticate(authorization: string | null): Promise<Principal | null>;
  sourceOf(req: IncomingMessage): string;
  /** Told of each refused credential; resolves when that may be answered, to whether it was one too many. */
  onRefusedCredentials?(source: string): Promise<boolean>;
  /** Called once for a query or mutation and once for each event of a subscription. */
  createContext(info: RequestInfo): Context;
  /** Logs it whole; the caller sees only the request id. */
  onUnexpectedError(error: unknown, requestId: string): void;
  /** What fields cost; left out: nothing. */
  costs?: CostModel;
  /** The text of a registered document. */
  documentById?(id: string): string | null;
  /** Whether credentials that were right when a stream was opened are so still. */
  isStillValid?(principal: Principal): Promise<boolean>;
  /** Calls back when that may have changed, until the returned function is called. */
  onRevocation?(principal: Principal, recheck: () => void): () => void;
  /** What this caller may ask for at all: a document that asks for more is refused whole. Rules are made once. */
  rulesFor?(principal: Principal): readonly ValidationRule[];
  observer?: GraphqlObserver;
}
