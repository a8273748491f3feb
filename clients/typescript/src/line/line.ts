import { failureOf, FollowError, LineError } from '../errors.ts';
import { onReturn } from './network.ts';
import { eventStreams } from './sse.ts';
import type { Endpoint, Request, Result, Transport } from './transport.ts';
import { createWatchdog } from './watchdog.ts';
import type { Watchdog } from './watchdog.ts';
import { webSockets } from './ws.ts';

/** Milliseconds at most from the beginning of one try to that of the next. */
const longestInterval = 5000;
/** Milliseconds at most until the first try after a connection that lasted. */
const firstInterval = 300;
/** Milliseconds that a connection must last until its loss counts as the first. */
const lasting = 5000;
/** Milliseconds at most that a server's `Retry-After` is obeyed. */
const longestRetryAfter = 60_000;

/** `live`: what is shown is current. `reconnecting`: it may be out of date. `ended`: no more comes. */
export type Connection = 'live' | 'reconnecting' | 'ended';

/** What every item of the API's subscriptions has. */
export interface Item {
  kind: string;
  cursor: string;
}

export interface Receiver {
  /** An item, of the result that it came in. */
  next(item: Item, result: Result): void;
  /** Null: the API has completed the subscription. */
  ended(error: FollowError | null): void;
  connection?(connection: Connection): void;
}

/** A subscription that outlives its connections. It begins at once. */
export class Line {
  #cursor: string | null;
  #tries = 0;
  #connection: Connection = 'reconnecting';
  #isStopped = false;
  #isPaused = false;
  #abort: AbortController | null = null;
  #watchdog: Watchdog | null = null;
  #wake: (() => void) | null = null;
  readonly #request: Request;
  readonly #receiver: Receiver;
  readonly #open: Transport;
  readonly #stopListening: () => void;

  /** The request's variable `after` says where to begin. */
  constructor(endpoint: Endpoint, request: Request, receiver: Receiver) {
    this.#request = request;
    this.#receiver = receiver;
    const { after } = request.variables;
    this.#cursor = typeof after === 'string' ? after : null;
    this.#open = endpoint.transport === 'ws' ? webSockets(endpoint) : eventStreams(endpoint);
    this.#stopListening = onReturn(() => {
      this.#watchdog?.check();
      this.#wake?.();
    });
    void this.#run();
  }

  /** No more is received, not even `ended`. */
  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#stopListening();
    this.#abort?.abort();
    this.#wake?.();
    this.#report('ended');
  }

  /** Gives up the connection until `resume`, which continues from the last item. */
  pause(): void {
    this.#isPaused = true;
    this.#abort?.abort();
  }

  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#tries = 0;
    this.#wake?.();
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      const began = Date.now();
      const failure = await this.#try();
      if (this.#isStopped) return;
      if (failure === null || failure instanceof FollowError) return this.#end(failure);
      if (this.#connection === 'live' && Date.now() - began > lasting) this.#tries = 0;
      this.#report('reconnecting');
      await this.#wait(began, failure instanceof LineError ? failure.retryAfter : 0);
    }
  }

  /** One connection. Returns why it ended. */
  async #try(): Promise<unknown> {
    const abort = new AbortController();
    const watchdog = createWatchdog(() => abort.abort());
    this.#abort = abort;
    this.#watchdog = watchdog;
    const { query, variables } = this.#request;
    const after = this.#cursor;
    let refusal: FollowError | LineError | null = null;
    try {
      const next = (result: Result): void => {
        if (abort.signal.aborted) return;
        refusal = this.#received(result);
        if (refusal !== null) abort.abort();
      };
      const request = { query, variables: { ...variables, ...(after !== null && { after }) } };
      await this.#open(request, next, watchdog, abort.signal);
      // What came after the abort was not received: `complete` says nothing then.
      return refusal ?? (abort.signal.aborted ? new LineError('Aborted') : null);
    } catch (error) {
      return refusal ?? error;
    } finally {
      watchdog.stop();
      abort.abort();
      this.#watchdog = null;
    }
  }

  #received(result: Result): FollowError | LineError | null {
    const item = itemOf(result.data);
    if (item === null) return failureOf(result.errors ?? []);
    // The event at the cursor has been delivered: this is it once more.
    const isKnown = item.kind === 'EVENT' && item.cursor === this.#cursor;
    this.#cursor = item.cursor;
    if (!isKnown) this.#receiver.next(item, result);
    this.#report('live');
    return null;
  }

  async #wait(began: number, retryAfter: number): Promise<void> {
    const interval = Math.min(longestInterval, firstInterval * 2 ** this.#tries);
    this.#tries += 1;
    // Many clients lose their connections in the same moment: they come back spread out.
    const left = began + (interval * (1 + Math.random())) / 2 - Date.now();
    const asked = Math.min(longestRetryAfter, retryAfter) * (1 + Math.random() / 5);
    if (!this.#isPaused) await this.#sleep(Math.max(left, asked, 0));
    // A browser that is online again does not end a pause.
    while (this.#isPaused && !this.#isStopped) await this.#sleep(null);
  }

  /** Until the time has passed, or `#wake` is called. */
  async #sleep(ms: number | null): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = ms === null ? undefined : setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = null;
  }

  #end(error: FollowError | null): void {
    this.stop();
    this.#receiver.ended(error);
  }

  #report(connection: Connection): void {
    if (this.#connection === connection) return;
    this.#connection = connection;
    this.#receiver.connection?.(connection);
  }
}

/** The item in the only field of the data. */
function itemOf(data: unknown): Item | null {
  if (typeof data !== 'object' || data === null) return null;
  const [item] = Object.values(data) as unknown[];
  return typeof item === 'object' && item !== null ? (item as Item) : null;
}
