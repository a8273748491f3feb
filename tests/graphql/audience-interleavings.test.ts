import type { ExecutionResult } from 'graphql';
import { expect, it } from 'vitest';
import { UnavailableError } from '../../src/domain/errors.ts';
import { Audience } from '../../src/graphql/streams/audience.ts';
import type { Log, LogItem, LogItems, LogSource } from '../../src/graphql/streams/log.ts';
import type { ExecuteItems } from '../../src/graphql/streams/subscriber.ts';
import { Collector } from './followers.ts';

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Events that one read of the log returns at most. */
const page = 6;
const steps = 120;

function randomFrom(seed: number): () => number {
  let last = seed;
  return () => {
    last = (last * 1664525 + 1013904223) % 2 ** 32;
    return last / 2 ** 32;
  };
}

interface Shown {
  kind: LogItem['kind'];
  seq: number;
  state: number;
}

/** A log whose reads and executions last as long as is drawn, and fail while it is away. */
class DrawnLog {
  readonly random: () => number;
  head = 0;
  /** Each event changes it, and other writes do. */
  state = 0;
  isAway = false;
  readonly #log = {
    merchantId: 'mer',
    checkpointMs: 40,
    slice: () => this.pause(1),
    version: () => this.#version(),
    state: async () => null,
    subscribe: () => () => undefined,
    after: (seq: number) => this.#after(seq),
    item: (kind: string, seq: number) => itemOf(kind, seq),
  };
  readonly audience: Audience;

  constructor(seed: number) {
    this.random = randomFrom(seed);
    const run: ExecuteItems['run'] = (items) => this.#run(items);
    const log = this.#log as unknown as Log;
    this.audience = new Audience(log, { most: 8, run }, '', () => undefined);
  }

  async pause(ms: number): Promise<void> {
    const drawn = this.random() * ms;
    await (drawn < 0.3 ? nextTurn() : rest(drawn));
    if (this.isAway && this.random() < 0.3) throw new UnavailableError();
  }

  async #version(): Promise<string> {
    await this.pause(1);
    const version = String(this.state);
    await this.pause(1);
    return version;
  }

  async *#after(seq: number): LogItems {
    let at = seq;
    for (let isLast = false; !isLast;) {
      await this.pause(2);
      const last = Math.min(this.head, at + page);
      isLast = last === this.head;
      await this.pause(2);
      const items = Array.from({ length: last - at }, (_, n) => itemOf('EVENT', at + n + 1));
      if (items.length > 0) yield items;
      at = last;
    }
    return at;
  }

  async *#begin(from: number): LogItems {
    const seq = yield* this.#after(from);
    yield [itemOf('CAUGHT_UP', seq)];
    return seq;
  }

  /** Items that are executed together may each show another state. */
  #run(items: readonly object[]): Promise<ExecutionResult[]> {
    const first = this.state;
    return Promise.all(
      items.map(async (item) => {
        if (items.length > 1) await this.pause(3);
        const state = items.length > 1 ? this.state : first;
        await this.pause(3);
        const { kind, seq } = item as LogItem;
        return { data: { kind, seq, state } };
      }),
    );
  }

  join(follower: Follower): void {
    const source = { log: this.#log, begin: () => this.#begin(follower.from) };
    this.audience.add(follower.collector, source as unknown as LogSource);
  }

  write(events: number): void {
    this.head += events;
    this.state += Math.max(events, 1);
    if (events > 0) this.audience.wake();
  }
}

const itemOf = (kind: string, seq: number): LogItem =>
  ({ kind, seq, cursor: `${seq}`, event: null }) as unknown as LogItem;

interface Follower {
  from: number;
  collector: Collector;
}

/** What is wrong with what a follower was shown; null where it could not begin. */
async function complaintsOf({ from, collector }: Follower, head: number): Promise<unknown[]> {
  const isOver = collector.following === null;
  collector.leave();
  const shown: Shown[] = [];
  try {
    for await (const { data } of collector.results()) shown.push(data as unknown as Shown);
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error;
  }
  const events = shown.filter(({ kind }) => kind === 'EVENT');
  const isComplete = isOver || from + events.length === head;
  const isInOrder = events.every(({ seq }, at) => seq === from + at + 1);
  const goesBack = shown.filter(({ state }, at) => state < (shown[at - 1]?.state ?? 0));
  const old = events.filter(({ seq, state }) => state < seq);
  return isComplete && isInOrder && goesBack.length + old.length === 0
    ? []
    : [{ from, head, isComplete, isInOrder, goesBack, old }];
}

async function play(seed: number, canBeAway: boolean): Promise<unknown[]> {
  const log = new DrawnLog(seed);
  const { random } = log;
  const followers: Follower[] = [];
  for (let step = 0; step < steps; step += 1) {
    const drawn = random();
    const [one] = followers.slice(Math.floor(random() * followers.length));
    if (drawn < 0.15 && followers.length < 10) {
      const follower = { from: Math.floor(random() * (log.head + 1)), collector: new Collector() };
      followers.push(follower);
      log.join(follower);
    } else if (drawn < 0.55) log.write(1 + Math.floor(random() * 3));
    else if (drawn < 0.62) log.write(0);
    else if (drawn < 0.75 && one) one.collector.hasRoom = random() < 0.5;
    else log.isAway = canBeAway && drawn < 0.78;
    await rest(random() * 3);
  }
  log.isAway = false;
  for (const { collector } of followers) collector.hasRoom = true;
  const until = performance.now() + 20_000;
  const isSent = ({ collector: { following, seq } }: Follower) =>
    following === null || seq === log.head;
  while (!followers.every(isSent) && performance.now() < until) await rest(20);
  // And some CHECKPOINTs.
  await rest(100);
  const complaints = await Promise.all(followers.map((one) => complaintsOf(one, log.head)));
  return complaints.flat().map((complaint) => ({ seed, complaint }));
}

it('whatever the pace, each is sent every event once and in order, and no state goes back', async () => {
  const seeds = Array.from({ length: 40 }, () => Math.floor(Math.random() * 2 ** 31));
  const complaints = await Promise.all(seeds.map((seed, at) => play(seed, at % 2 === 0)));
  expect(complaints.flat()).toEqual([]);
});
