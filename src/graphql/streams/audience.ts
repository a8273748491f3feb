import { UnavailableError } from '../../domain/errors.ts';
import { jittered, later } from '../event-loop.ts';
import type { Log, LogItem, LogItems, LogSource } from './log.ts';
import { payloadOf, Template } from './payload.ts';
import type { Payload } from './payload.ts';
import { broadcast } from './broadcast.ts';
import type { ExecuteItem, Following, Subscriber } from './subscriber.ts';

/** An executed item, and when its execution began. */
interface Executed {
  at: number;
  payload: Promise<Payload>;
}

/** Executed items that those who catch up share. */
const mostShared = 256;
/** Items that are collected before they are sent to one who catches up. */
const together = 16;
/** Milliseconds until reading is tried again while the database is away. */
const retryMs = 1000;

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
  readonly #execute: ExecuteItem;
  readonly #onLeft: (isEmpty: boolean) => void;
  readonly #unsubscribe: () => void;
  readonly #members = new Set<Subscriber>();
  /** All subscribers, and those who read by themselves. */
  #size = 0;
  #catchingUp = 0;
  #shared: Map<string, Executed> | null = null;
  /** Every member has been sent the events up to this one. */
  #seq = 0;
  #isRunning = false;
  /** There may be more in the log. */
  #isBehind = false;
  #isDue = false;
  /** When something was sent to the members, and when the last item was executed. */
  #sentAt = 0;
  #executedAt = 0;
  #cancel: (() => void) | null = null;
  /** What the last CHECKPOINT showed. */
  #version = '';
  #state = '';
  #template: Template | null = null;

  constructor(log: Log, execute: ExecuteItem, onLeft: (isEmpty: boolean) => void) {
    this.#log = log;
    this.#execute = execute;
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
      this.#cancel?.();
    }
    this.#onLeft(this.#size === 0);
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
    try {
      do {
        await this.#sendItems(subscriber, items ?? this.#log.after(subscriber.seq, isWanted));
        subscriber.flush();
        items = null;
      } while (isWanted() && !this.#admit(subscriber));
    } catch (error) {
      subscriber.flush();
      if (items === null && error instanceof UnavailableError) this.#retry(subscriber);
      else this.#fail(subscriber, error);
    } finally {
      this.#catchingUp -= 1;
      if (this.#catchingUp === 0) this.#shared = null;
    }
  }

  async #sendItems(subscriber: Subscriber, items: LogItems): Promise<void> {
    let since = performance.now();
    for (let sent = 1; ; sent += 1) {
      const { done, value } = await items.next();
      if (done === true) {
        subscriber.seq = value;
        return;
      }
      await this.#log.slice();
      const { at, payload } = this.#executed(value, since);
      const ready = await payload;
      if (subscriber.following !== this) return void items.return(0);
      since = at;
      subscriber.seq = value.seq;
      const hasRoom = subscriber.next(ready);
      if (!hasRoom || sent % together === 0) subscriber.flush();
      if (!hasRoom) await subscriber.room();
    }
  }

  /** Makes it a member if it has everything that the members have. */
  #admit(subscriber: Subscriber): boolean {
    if (this.#members.size === 0 && !this.#isRunning) this.#seq = subscriber.seq;
    if (subscriber.seq < this.#seq) return false;
    this.#members.add(subscriber);
    if (this.#cancel === null) this.#silentFrom(performance.now());
    void this.#run();
    return true;
  }

  #retry(subscriber: Subscriber): void {
    later(retryMs, () => {
      if (subscriber.following === this) void this.#catchUp(subscriber, null);
    });
  }

  #fail(subscriber: Subscriber, error: unknown): void {
    if (subscriber.following !== this) return;
    this.leave(subscriber);
    subscriber.fail(error);
  }

  /**
   * An item that is executed now, or that another has executed since then: the viewer has not seen anything newer. So
   * what the items of a stream show "as it is now" never goes back.
   */
  #executed(item: LogItem, since: number): Executed {
    const name = `${item.kind} ${item.seq}`;
    const known = this.#shared?.get(name);
    if (known !== undefined && known.at >= since) return known;
    const executed = { at: performance.now(), payload: this.#payload(item) };
    if (this.#catchingUp === 0) return executed;
    this.#shared ??= new Map();
    const [oldest] = this.#shared.keys();
    if (oldest !== undefined && this.#shared.size >= mostShared) this.#shared.delete(oldest);
    this.#shared.set(name, executed);
    return executed;
  }

  async #payload(item: LogItem): Promise<Payload> {
    return payloadOf(await this.#execute(item), item.cursor);
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
      if (this.#cancel === null && this.#members.size > 0) this.#silentFrom(performance.now());
    }
  }

  async #step(): Promise<void> {
    const isDue = this.#isDue;
    this.#isDue = false;
    const version = isDue ? await this.#log.version() : '';
    // Without a write to the database since, there is nothing to read.
    if (isDue && !this.#isBehind && version === this.#version) {
      return this.#checkpoint(this.#state);
    }
    // Read before the data that it describes: a change in between then gives the next CHECKPOINT another state.
    const state = isDue ? ((await this.#log.state()) ?? version) : '';
    this.#isBehind = false;
    const hasSent = await this.#sendEvents();
    if (!isDue) return;
    if (hasSent || this.#isBehind) return this.#silentFrom(this.#sentAt);
    this.#version = version;
    await this.#checkpoint(state);
  }

  /** Whether there were any. */
  async #sendEvents(): Promise<boolean> {
    const items = this.#log.after(this.#seq, () => this.#members.size > 0);
    for (let hasSent = false; ; hasSent = true) {
      const { done, value } = await items.next();
      if (done === true) {
        this.#seq = value;
        return hasSent;
      }
      await this.#log.slice();
      const { at, payload } = this.#executed(value, this.#executedAt);
      const ready = await payload;
      this.#executedAt = at;
      this.#sentAt = performance.now();
      // Whoever becomes a member from here on has had this event.
      this.#seq = value.seq;
      await this.#send(ready, (member) => {
        if (member.seq >= value.seq) return false;
        member.seq = value.seq;
        return true;
      });
    }
  }

  async #checkpoint(state: string): Promise<void> {
    const { cursor, ...item } = this.#log.item('CHECKPOINT', this.#seq);
    let payload = state === this.#state ? this.#template?.at(cursor) : undefined;
    if (payload === undefined) {
      this.#executedAt = performance.now();
      const result = await this.#execute({ ...item, cursor });
      this.#template = Template.of(result, cursor);
      this.#state = state;
      payload = await payloadOf(result, cursor);
    }
    this.#silentFrom(performance.now());
    // A new member may have read further already.
    const isNext = (member: Subscriber): boolean => member.seq <= item.seq;
    await this.#send(payload, isNext, () => this.#isBehind);
  }

  #send(
    payload: Payload,
    isFor: (member: Subscriber) => boolean,
    isOverdue?: () => boolean,
  ): Promise<void> {
    const send = (member: Subscriber): boolean => {
      if (!isFor(member)) return false;
      if (member.next(payload)) return true;
      this.#members.delete(member);
      void this.#continueOnceFree(member);
      return true;
    };
    return broadcast(this.#members, send, isOverdue);
  }

  async #continueOnceFree(subscriber: Subscriber): Promise<void> {
    await subscriber.room();
    if (subscriber.following === this) await this.#catchUp(subscriber, null);
  }

  /** The next CHECKPOINT is due when nothing was sent since then for some time. */
  #silentFrom(then: number): void {
    this.#sentAt = then;
    this.#cancel?.();
    const ms = jittered(this.#log.checkpointMs);
    const check = (): void => {
      this.#cancel = null;
      const left = this.#sentAt + ms - performance.now();
      if (left > 0 && this.#members.size > 0) this.#cancel = later(left, check);
      else {
        this.#isDue = this.#members.size > 0;
        void this.#run();
      }
    };
    this.#cancel = later(ms, check);
  }
}
