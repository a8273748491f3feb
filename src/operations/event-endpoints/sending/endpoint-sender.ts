import { afterAttempt } from '../../../domain/event-endpoints/event-delivery.ts';
import type { Attempt } from '../../../domain/event-endpoints/event-delivery.ts';
import { standingAfter } from '../../../domain/event-endpoints/event-endpoint.ts';
import type { EventEndpoint } from '../../../domain/event-endpoints/event-endpoint.ts';
import { attempt } from './attempt.ts';
import type { Address, Ending } from './attempt.ts';
import { Backlog } from './backlog.ts';
import type { Subject } from './backlog.ts';
import { fill, hasLeft, mostInMemory, startingAt } from './fill.ts';
import type { Position } from './fill.ts';
import { logUnexpected } from './log-unexpected.ts';
import type { PlaceHolder } from './places.ts';
import type { Opened, SenderDeps } from './sender-deps.ts';
import { Unstored } from './unstored.ts';
import type { Woken } from './wakes.ts';

/** Attempts under way to one endpoint at most. One that does not answer gets one at a time until it does. */
const mostAtOnce = 8;
/** Milliseconds until it goes on where the database, or our own means, did not let it. */
const retryMs = 1_000;
/** Milliseconds after which it is stored that deliveries wait. What is tried at once is stored with its result. */
const waitingMs = 500;

/**
 * Sends the events of one endpoint, as long as this process has it. Nothing is lost with it: what is not stored when it
 * ends is sent again by whoever has the endpoint next, under the same ids.
 */
export class EndpointSender implements PlaceHolder, Woken {
  readonly #deps: SenderDeps;
  readonly #onEnd: (sender: EndpointSender) => void;
  readonly #timeline: string;
  /** Of the lease in which the endpoint was taken. */
  readonly #term: number;
  readonly #position: Position;
  readonly #unstored: Unstored;
  readonly #backlog = new Backlog();
  readonly #stopping = new AbortController();
  #endpoint: EventEndpoint;
  #address: Address;
  #held = 0;
  #mayHave = mostAtOnce;
  /** When the last value that it was sent was executed. */
  #shownAt = 0;
  #isBehind = true;
  #isRunning = false;
  #isAtEnd = false;
  /** The database, or our own means, did not let it go on a moment ago. */
  #isPausing = false;
  /** It may make an attempt although the last ones failed. */
  #hasTurn = false;
  #isStopped = false;
  #isReleasing = false;
  #hasEnded = false;
  #suspendedAt: number | null = null;
  #timer: NodeJS.Timeout | null = null;
  #onQuiet: (() => void) | null = null;
  #activeAt: number;

  constructor(
    deps: SenderDeps,
    { endpoint, address, timeline, term }: Opened,
    onEnd: (sender: EndpointSender) => void,
  ) {
    this.#deps = deps;
    this.#endpoint = endpoint;
    this.#address = address;
    this.#timeline = timeline;
    this.#term = term;
    this.#onEnd = onEnd;
    this.#activeAt = deps.monotonic();
    this.#position = startingAt(endpoint);
    this.#unstored = this.#openUnstored();
  }

  get endpoint(): EventEndpoint {
    return this.#endpoint;
  }

  get held(): number {
    return this.#held;
  }

  /** Whether there is nothing to do before something is due or happens. */
  get isIdle(): boolean {
    if (this.#hasEnded) return true;
    if (this.#isRunning || this.#held > 0) return false;
    const isQuiet = !this.#isBehind && !this.#backlog.hasReady && this.#unstored.isEmpty;
    return isQuiet || this.#isPausing || this.#unstored.isFailing;
  }

  get isFailing(): boolean {
    return this.#endpoint.failingSince !== null;
  }

  /** When it last did something, in milliseconds of the monotonic clock. */
  get activeAt(): number {
    return this.#activeAt;
  }

  /** Whether a delivery is to be tried again at this moment. */
  isDue(now: number): boolean {
    const { dueAt } = this.#position;
    return dueAt !== null && dueAt <= now;
  }

  /** The log reaches to this event, of which nothing may have been notified. */
  look(lastSeq: number): void {
    if (this.#isAtEnd && this.#position.readTo < lastSeq) this.wake();
  }

  takeTurn(): void {
    this.#hasTurn = true;
    this.wake();
  }

  /** There may be more to send. */
  wake(): void {
    this.#isBehind = true;
    void this.#run();
  }

  /** Goes on with what a merchant has changed of it. Its round is the same. */
  change(endpoint: EventEndpoint, address: Address): void {
    const { lastDeliveredAt, lastFailure, failingSince } = this.#endpoint;
    this.#endpoint = { ...endpoint, lastDeliveredAt, lastFailure, failingSince };
    this.#address = address;
    this.wake();
  }

  /** Begins no more attempts, stores how those end that are under way, and gives the endpoint back. */
  async release(withinMs: number): Promise<void> {
    this.#stop();
    const timer = setTimeout(() => this.#stopping.abort(), withinMs);
    if (this.#held > 0) await new Promise<void>((resolve) => (this.#onQuiet = resolve));
    clearTimeout(timer);
    if (this.#hasEnded) return;
    this.#isReleasing = true;
    await this.#unstored.storeNow();
    this.end();
  }

  /** Ends at once, and stores nothing: the endpoint is another process's, or in another round. */
  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#stop();
    this.#stopping.abort();
    this.#onEnd(this);
  }

  #stop(): void {
    this.#isStopped = true;
    this.#deps.places.leave(this);
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #openUnstored(): Unstored {
    const { queue, log, lease, now } = this.#deps;
    return new Unstored({
      queue,
      log,
      standing: () => ({
        ...this.#endpoint,
        readTo: this.#position.readTo,
        sender: lease.sender,
        suspendedAt: this.#suspendedAt,
        isReleased: this.#isReleasing,
        leftAt: this.#isReleasing && hasLeft(this.#backlog, this.#position) ? now() : null,
      }),
      onStored: ({ cursor, dueAt }, readTo) => {
        this.#position.mayHold = cursor < readTo;
        this.#position.dueAt = dueAt;
        this.#position.stores += 1;
        if (this.#suspendedAt !== null) this.end();
        else this.#sendReady();
      },
      onLost: () => this.end(),
      onFailed: () => this.#later(retryMs),
    });
  }

  async #run(): Promise<void> {
    if (this.#isRunning || this.#isStopped) return;
    this.#isRunning = true;
    try {
      while (this.#isBehind && !this.#isStopped) {
        this.#activeAt = this.#deps.monotonic();
        const { lease } = this.#deps;
        if (!lease.holds(this.#term) && !(await lease.renew())) return this.#pause();
        if (lease.term !== this.#term) return this.end();
        this.#isBehind = false;
        await this.#fill();
        this.#sendReady();
      }
    } catch (error) {
      const text = 'events to send could not be read; it is tried again';
      logUnexpected(this.#deps.log, error, { endpoint: this.#endpoint.id }, text);
      this.#isBehind = true;
      this.#pause();
    } finally {
      this.#isRunning = false;
      // What is under way stores what waits too.
      if (this.#unstored.waits && this.#held === 0) void this.#unstored.store();
      else if (this.#unstored.waits) this.#later(waitingMs);
    }
  }

  #pause(): void {
    this.#isPausing = true;
    this.#later(retryMs);
  }

  async #fill(): Promise<void> {
    for (const subject of this.#unstored.takeLeft()) this.#backlog.forget(subject);
    const own = { endpoint: this.#endpoint, backlog: this.#backlog, unstored: this.#unstored };
    const parts = { ...this.#deps, ...own };
    this.#isAtEnd = await fill(parts, this.#position, this.#endpoint.eventTypes);
  }

  /** Goes on after `ms` milliseconds, and stores what has waited until then. */
  #later(ms: number): void {
    if (this.#timer !== null || this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#isPausing = false;
      if (this.#unstored.waits) void this.#unstored.store();
      if (this.#isBehind) void this.#run();
      else this.#sendReady();
    }, ms);
    this.#timer.unref();
  }

  /** What is sent is stored: while that does not work, nothing more is sent. */
  #sendReady(): void {
    const { places, lease, wakes } = this.#deps;
    while (!this.#isStopped && !this.#isPausing && !this.#unstored.isFailing) {
      if (!this.#backlog.hasReady || this.#held >= this.#mayHave) return;
      if (this.isFailing && !this.#hasTurn) return wakes.add(this);
      if (!lease.holds(this.#term)) return this.wake();
      if (!places.take(this)) return;
      this.#held += 1;
      this.#hasTurn = false;
      const subject = this.#backlog.next();
      if (subject !== null) void this.#send(subject);
    }
  }

  async #send(subject: Subject): Promise<void> {
    const ending = await this.#attempt(subject);
    this.#held -= 1;
    this.#deps.places.release();
    this.#activeAt = this.#deps.monotonic();
    if (!this.#hasEnded) this.#ended(subject, ending);
    if (this.#held === 0) this.#onQuiet?.();
  }

  #ended(subject: Subject, ending: Ending): void {
    if (ending.kind === 'CUT_OFF') {
      this.#backlog.giveBack(subject);
      return this.#pause();
    }
    this.#record(subject, ending);
    void this.#unstored.store();
    this.#sendReady();
    const hasRoom = !this.#isAtEnd && this.#backlog.size <= mostInMemory / 2;
    if (hasRoom || this.#backlog.hasEmptied) this.wake();
  }

  async #attempt({ entries }: Subject): Promise<Ending> {
    const [entry] = entries;
    if (entry === undefined) throw new Error('a subject without an event');
    const of = { timeline: this.#timeline, since: this.#shownAt };
    const { signal } = this.#stopping;
    const { ending, shownAt } = await attempt(this.#deps, this.#address, entry, of, signal);
    this.#shownAt = Math.max(this.#shownAt, shownAt);
    return ending;
  }

  #record(subject: Subject, ending: Attempt): void {
    const [entry] = subject.entries;
    if (entry === undefined) return;
    const { now, random, measure } = this.#deps;
    const at = now();
    const tried = { ...entry.delivery, ...afterAttempt(entry.delivery, ending, at, random()) };
    this.#unstored.change(tried);
    measure.eventDelivery(tried);
    if (tried.status === 'FAILED') {
      this.#unstored.park(subject);
      this.#position.mayHold = true;
    } else this.#backlog.advance(subject);
    this.#mayHave = ending.kind === 'ANSWERED' ? Math.min(mostAtOnce, this.#mayHave * 2) : 1;
    const { isToSuspend, ...standing } = standingAfter(this.#endpoint, ending, at);
    this.#endpoint = { ...this.#endpoint, ...standing };
    if (!isToSuspend) return;
    this.#suspendedAt = at;
    this.#isReleasing = true;
    this.#stop();
  }
}
