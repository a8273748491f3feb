import * as fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { followOrder } from '../../clients/typescript/src/index.ts';
import { transports } from './following.ts';
import { createNetwork } from './model/network.ts';
import type { Network } from './model/network.ts';
import { createModelServer, textOf } from './model/server.ts';
import type { ModelItem, ModelServer } from './model/server.ts';
import { fetchOver, webSocketOver } from './model/transports.ts';

/** Scripts for each transport, of which a slow machine tries a part. All of more: `TEST_CUTS=5000`. */
const scripts = Number(process.env['TEST_CUTS'] ?? 100);
const limitMs = process.env['TEST_CUTS'] === undefined ? 2500 : 2 ** 31 - 1;

const document = `subscription ($id: ID!, $after: EventCursor) {
  orderUpdates(id: $id, after: $after) { kind cursor event { id } order { version } }
}`;

type Step =
  | { does: 'add' | 'repeat' | 'checkpoint'; times: number }
  | { does: 'kill' }
  | { does: 'cut'; afterBytes: number }
  | { does: 'silence' | 'refuse' | 'wait'; ms: number }
  | { does: 'restart'; asAnother: boolean; awayMs: number }
  | { does: 'read slowly'; ms: number };

const ms = (max: number) => fc.integer({ min: 0, max });
/** Also shorter than it takes to find a line that is silent, and about as long. */
const silenceMs = fc.oneof(ms(2000), ms(7000), fc.integer({ min: 6900, max: 7100 }), ms(20_000));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: fc.constant('add'), times: ms(6) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('add'), times: ms(250) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('repeat'), times: ms(2) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('checkpoint'), times: ms(3) }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constant('cut'), afterBytes: ms(2500) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('silence'), ms: silenceMs }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('kill') }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('refuse'), ms: ms(8000) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('wait'), ms: ms(9000) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('restart'),
      asAnother: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.constant(true)),
      awayMs: ms(3000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('read slowly'), ms: ms(200) }) },
);

interface Script {
  steps: readonly Step[];
  /** Bytes in each piece that an event stream is read in. */
  pieces: readonly number[];
  seed: number;
}

const script: fc.Arbitrary<Script> = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 14 }),
  pieces: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 }),
  seed: fc.integer({ min: 1, max: 1 << 30 }),
});

/** What a reader has made of a stream that breaks the promise: every event once, in order, none missed. */
class Promised {
  /** Null before the first item. */
  #last: number | null = null;
  #version = 0;
  readonly broken: string[] = [];
  resets = 0;

  get last(): number | null {
    return this.#last;
  }

  read({ kind, event, cursor, order }: ModelItem): void {
    const at = Number(cursor.split('/')[1]);
    if (order.version < this.#version) {
      this.broken.push(`from version ${this.#version} back to ${order.version}`);
    }
    this.#version = order.version;
    if (kind === 'SNAPSHOT' && this.#last !== null) this.broken.push('a second SNAPSHOT');
    if (kind === 'RESET') this.resets += 1;
    if (kind === 'SNAPSHOT' || kind === 'RESET') this.#last = at;
    else if (event !== null) this.#next(event);
    else if (at !== this.#last) this.broken.push(`${kind} at ${at} after ${this.#last}`);
  }

  #next({ id, text }: NonNullable<ModelItem['event']>): void {
    if (text !== textOf(id)) this.broken.push(`the text ${text}`);
    if (id !== (this.#last ?? 0) + 1) this.broken.push(`event ${id} after ${this.#last}`);
    this.#last = id;
  }
}

async function play(steps: readonly Step[], network: Network, server: ModelServer, pace: Pace) {
  for (const one of steps) {
    if (one.does === 'add') for (let nth = 0; nth < one.times; nth += 1) server.add();
    if (one.does === 'repeat') for (let nth = 0; nth < one.times; nth += 1) server.repeat();
    if (one.does === 'checkpoint') for (let nth = 0; nth < one.times; nth += 1) server.checkpoint();
    if (one.does === 'cut') network.cutAfter(one.afterBytes);
    if (one.does === 'kill') network.kill();
    if (one.does === 'silence') network.silence(one.ms);
    if (one.does === 'refuse') network.refuse(one.ms);
    if (one.does === 'read slowly') pace.ms = one.ms;
    if (one.does === 'restart') {
      server.restart(one.asAnother);
      network.refuse(one.awayMs);
    }
    // oxlint-disable-next-line no-await-in-loop -- One after the other.
    await vi.advanceTimersByTimeAsync(one.does === 'wait' ? one.ms : 20);
  }
}

interface Pace {
  /** Between two items that are read. */
  ms: number;
}

/** Numbers like those of `Math.random`, the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff;
    return state / 0x80_00_00_00;
  };
}

describe.each(transports)('over %s, whatever happens to the line', (transport) => {
  // Its first loading takes real time.
  beforeAll(async () => void (await import('graphql-ws/client')));
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  async function follow({ steps, pieces, seed }: Script): Promise<void> {
    vi.spyOn(Math, 'random').mockImplementation(randomFrom(seed));
    const [network, server] = [createNetwork(), createModelServer()];
    network.pieces = pieces;
    const pace: Pace = { ms: 0 };
    const promised = new Promised();
    const end = new AbortController();
    const items = followOrder<{ orderUpdates: ModelItem }>({
      url: 'http://paygraph.example/graphql',
      token: 'token',
      id: 'ord_1',
      transport,
      document,
      signal: end.signal,
      fetch: fetchOver(network, server),
      webSocketImpl: webSocketOver(network, server),
    });
    const reading = (async () => {
      for await (const item of items) {
        promised.read(item);
        if (pace.ms > 0) await new Promise((resolve) => setTimeout(resolve, pace.ms));
      }
    })();
    await play(steps, network, server, pace);
    pace.ms = 0;
    network.cutAfter(Infinity);
    server.add();
    // Longer than any silence, what is read slowly, and the pause before the next try.
    for (let nth = 0; nth < 60 && promised.last !== server.last; nth += 1) {
      // oxlint-disable-next-line no-await-in-loop -- Until it is there.
      await vi.advanceTimersByTimeAsync(1000);
    }
    end.abort();
    await vi.advanceTimersByTimeAsync(1000);
    await reading;
    const resets = steps.filter((one) => one.does === 'restart' && one.asAnother).length;
    expect(promised.broken).toEqual([]);
    expect(promised.last).toBe(server.last);
    expect(promised.resets).toBeLessThanOrEqual(resets);
  }

  it(
    'every event comes once and in order, none is missed, and no status goes back',
    { timeout: 60_000 + scripts * 1000 },
    async () => {
      await fc.assert(fc.asyncProperty(script, follow), {
        numRuns: scripts,
        interruptAfterTimeLimit: limitMs,
      });
    },
  );
});
