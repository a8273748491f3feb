import { UnavailableError } from '../../domain/errors.ts';
import { jittered, later } from '../event-loop.ts';
import type { Waiting } from '../event-loop.ts';
import type { Log, LogItem, LogItems, LogSource } from './log.ts';
import { payloadOf, Template } from './payload.ts';
import { broadcast } from './broadcast.ts';
import { Executions } from './executions.ts';
import type { Executed, Ready } from './executions.ts';
import type { ExecuteItems, Following, Subscriber } from './subscriber.ts';

/** Milliseconds until reading is tried again while the database is away. */
const retryMs = 1000;

const ignore = (): void => undefined;

/**
 * The subscribers to whom the same is sent: one document with the same variables, of viewers who may see the same, on
 * one log. An item is executed and written as JSON once for all of them. Each reads by itself until it has caught up.
 * From then on it is a member: the log is read once for all members, and each of them has everything up to `#seq`. A
 * member whose client has no room for more reads by itself again, from its own position.
 *
 * So whatever happens, a subscriber is sent the events after its own `seq`, in their order. Nothing can be lost or
 * repeated between the two, and a slow reader falls behind in the log, not in memory.
 */
export class Audience implements Following {
  readonly #log: Log;
  readonly #execute: ExecuteItems;
  readonly #executions: Executions;
  readonly #key: string;
  readonly #onLeft: (key: string, isEmpty: boolean) => void;
  readonly #unsubscribe: () => void;
  readonly #members = new Set<Subscriber>();
  /** All subscribers, and those who read by themselves. */
  #size = 0;
  #catchingUp = 0;
  /** Every member has been sent the events up to this one. */
  #seq = 0;
  #isRunning = false;
  /** There may be more in the log. */
  #isBehind = false;
  #isDue = false;
  /** When something was sent to the members, and when the last item was executed. */
  #sentAt = 0;
  #executedAt = 0;
  /** Resolves when what the members are shown is executed. */
  #executing: Promise<void> = Promise.resolve();
  #check: Waiting | null = null;
  /** What the last CHECKPOINT showed. */
  #version = '';
  #state = '';
  #template: Template | null = null;

  constructor(
    log: Log,
    execute: ExecuteItems,
    key: string,
    onLeft: (key: string, isEmpty: boolean) => void,
  ) {
    this.#log = log;
    this.#execute = execute;
    this.#executions = new Executions(log, execute);
    this.#key = key;
    this.#onLeft = onLeft;
    // Before the first read: what is committed later is notified, and what was committed before is read.
    this.#unsubscribe = log.subscribe(this);
  }

  add(subscriber: Subscriber, source: LogSource): void {
    subscriber.following = this;
    this.#size += 1;
    void this.#catchUp(
      subscriber,
      source.begin(() => subscriber.following === this),
    );
  }

  leave(subscriber: Subscriber): void {
    if (subscriber.following !== this) return;
    subscriber.following = null;
    this.#members.delete(subscriber);
    this.#size -= 1;
    if (this.#size === 0) {
      this.#unsubscribe();
      this.#check?.cancel();
    }
    this.#onLeft(this.#key, this.#size === 0);
  }

  get merchantId(): string {
    return this.#log.merchantId;
  }

  readUpTo(): number {
    return this.#seq;
  }

  wake(): void {
    this.#isBehind = true;
    void this.#run();
  }

  /** Sends what one subscriber has not been sent, until it can become a member. */
  async #catchUp(subscriber: Subscriber, beginning: LogItems | null): Promise<void> {
    this.#catchingUp += 1;
    const isWanted = (): boolean => subscriber.following === this;
    let items = beginning;
    let since = performance.now();
    try {
      do {
        const pages = items ?? this.#log.after(subscriber.seq, isWanted);
        since = await this.#sendItems(subscriber, pages, since);
        subscriber.flush();
        items = null;
        // What is executed for the members at present may be older than what it was shown.
        await this.#executing;
      } while (isWanted() && !this.#admit(subscriber, since));
    } catch (error) {
      subscriber.flush();
      if (items === null && error instanceof UnavailableError) {
        later(retryMs, () => this.#goOn(subscriber));
      } else this.#fail(subscriber, error);
    } finally {
      this.#catchingUp -= 1;
      if (this.#catchingUp === 0) this.#executions.forget();
    }
  }

  /** `since`: it was shown nothing newer. Resolves to when the execution of what it was shown last began. */
  async #sendItems(subscriber: Subscriber, pages: LogItems, since: number): Promise<number> {
    let shownAt = since;
    for (;;) {
      const { done, value } = await pages.next();
      if (done === true) {
        subscriber.seq = value;
        return shownAt;
      }
      for (let rest = value; rest.length > 0;) {
        const { at, executed } = await this.#next(rest, shownAt);
        shownAt = at;
        rest = rest.slice(executed.length);
        for (const { seq, payload } of executed) {
          if (subscriber.following !== this) {
            void pages.return(0);
            return shownAt;
          }
          subscriber.seq = seq;
          if (subscriber.next(payload)) continue;
          subscriber.flush();
          await subscriber.room();
        }
        subscriber.flush();
      }
    }
  }

  /** Makes it a member if it has everything that the members have. */
  #admit(subscriber: Subscriber, since: number): boolean {
    if (this.#members.size === 0 && !this.#isRunning) this.#seq = subscriber.seq;
    if (subscriber.seq < this.#seq) return false;
    this.#members.add(subscriber);
    this.#executedAt = Math.max(this.#executedAt, since);
    if (this.#check === null) this.#silentFrom(performance.now());
    void this.#run();
    return true;
  }

  #goOn(subscriber: Subscriber): void {
    if (subscriber.following === this) void this.#catchUp(subscriber, null);
  }

  #fail(subscriber: Subscriber, error: unknown): void {
    if (subscriber.following !== this) return;
    this.leave(subscriber);
    subscriber.fail(error);
  }

  #next(items: readonly LogItem[], since: number): Promise<Ready> {
    const isShared = this.#catchingUp > 0 && this.#size > 1;
    return this.#executions.next(items, since, isShared);
  }

  /** Sends to the members what there is, and CHECKPOINTs where there is nothing. */
  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      while (this.#members.size > 0 && (this.#isBehind || this.#isDue)) await this.#step();
    } catch (error) {
      if (error instanceof UnavailableError) later(retryMs, () => this.wake());
      else for (const member of this.#members) this.#fail(member, error);
    } finally {
      this.#isRunning = false;
      if (this.#check === null && this.#members.size > 0) this.#silentFrom(performance.now());
    }
  }

  async #step(): Promise<void> {
    const isDue = this.#isDue;
    this.#isDue = false;
    const version = isDue ? await this.#log.version() : '';
    // Without a write to the database since, there is nothing to read.
    if (isDue && !this.#isBehind && version === this.#version) {
      return this.#forMembers(this.#checkpoint(this.#state));
    }
    // Read before the data that it describes: a change in between then gives the next CHECKPOINT another state.
    const state = isDue ? ((await this.#log.state()) ?? version) : '';
    this.#isBehind = false;
    const hasSent = await this.#sendEvents();
    if (!isDue) return;
    if (hasSent || this.#isBehind) return this.#silentFrom(this.#sentAt);
    this.#version = version;
    await this.#forMembers(this.#checkpoint(state));
  }

  #forMembers<Result>(work: Promise<Result>): Promise<Result> {
    this.#executing = work.then(ignore, ignore);
    return work;
  }

  /** Whether there were any. */
  async #sendEvents(): Promise<boolean> {
    const pages = this.#log.after(this.#seq, () => this.#members.size > 0);
    for (let hasSent = false; ; hasSent = true) {
      const { done, value } = await pages.next();
      if (done === true) {
        this.#seq = value;
        return hasSent;
      }
      for (let rest = value; rest.length > 0;) {
        const { at, executed } = await this.#forMembers(this.#next(rest, this.#executedAt));
        this.#executedAt = at;
        this.#sentAt = performance.now();
        // Whoever becomes a member from here on has had these events.
        this.#seq = executed.at(-1)?.seq ?? this.#seq;
        await this.#send(executed, (last, seq) => last < seq);
        rest = rest.slice(executed.length);
      }
    }
  }

  async #checkpoint(state: string): Promise<void> {
    const { cursor, ...item } = this.#log.item('CHECKPOINT', this.#seq);
    let payload = state === this.#state ? this.#template?.at(cursor) : undefined;
    if (payload === undefined) {
      this.#executedAt = performance.now();
      const [result = { data: null }] = await this.#execute.run([{ ...item, cursor }]);
      this.#template = Template.of(result, cursor);
      this.#state = state;
      payload = await payloadOf(result, cursor);
    }
    this.#silentFrom(performance.now());
    // A new member may have read further already.
    await this.#send(
      [{ seq: item.seq, payload }],
      (last, seq) => last <= seq,
      () => this.#isBehind,
    );
  }

  /** `isNext`: whether an item is for a member that was sent everything up to `last`. */
  #send(
    executed: readonly Executed[],
    isNext: (last: number, seq: number) => boolean,
    isOverdue?: () => boolean,
  ): Promise<void> {
    const send = (member: Subscriber): boolean => {
      let hasSent = false;
      for (const { seq, payload } of executed) {
        if (!isNext(member.seq, seq)) continue;
        hasSent = true;
        member.seq = seq;
        if (member.next(payload)) continue;
        this.#members.delete(member);
        void member.room().then(() => this.#goOn(member));
        break;
      }
      return hasSent;
    };
    return broadcast(this.#members, send, isOverdue);
  }

  /** The next CHECKPOINT is due when nothing was sent since then for some time. */
  #silentFrom(then: number): void {
    this.#sentAt = then;
    this.#check?.cancel();
    const ms = jittered(this.#log.checkpointMs);
    const check = (): void => {
      this.#check = null;
      const left = this.#sentAt + ms - performance.now();
      if (left > 0 && this.#members.size > 0) this.#check = later(left, check);
      else {
        this.#isDue = this.#members.size > 0;
        void this.#run();
      }
    };
    this.#check = later(ms, check);
  }
}
