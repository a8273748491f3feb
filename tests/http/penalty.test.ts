import { describe, expect, it } from 'vitest';
import { createRateLimiter } from '../../src/http/trust/rate-limiter.ts';
import { createPenalty } from '../../src/http/trust/penalty.ts';
import { key, startToy } from '../graphql/transports/toy.ts';

describe('a rate limiter', () => {
  let now = 0;
  const clock = () => now;

  it('lets so many through at once, and then one after the other', () => {
    const limiter = createRateLimiter(10, clock);
    const waits = Array.from({ length: 13 }, () => limiter.take('a', 1000));
    expect(waits).toEqual([...Array<number>(10).fill(0), 100, 200, 300]);
    expect(limiter.take('b', 1000)).toBe(0);
    now += 10_000;
    expect(limiter.take('a', 0)).toBe(0);
  });

  it('does not count what it refuses', () => {
    const limiter = createRateLimiter(2, clock);
    expect([limiter.take('a', 0), limiter.take('a', 0)]).toEqual([0, 0]);
    for (let n = 0; n < 100; n += 1) expect(limiter.take('a', 0)).toBeNull();
    now += 500;
    expect(limiter.take('a', 0)).toBe(0);
    expect(limiter.take('a', 0)).toBeNull();
  });

  it('remembers a bounded number of sources, and forgets the oldest', () => {
    const limiter = createRateLimiter(1, clock);
    const others = Array.from({ length: 20_000 }, (_, n) => `source ${n}`);
    limiter.take('first', 0);
    for (const source of others.slice(1)) limiter.take(source, 0);
    expect(limiter.take('first', 0)).toBeNull();
    limiter.take('one more', 0);
    expect(limiter.take('first', 0)).toBe(0);
    expect(limiter.take('source 19999', 0)).toBeNull();
  });
});

describe('refusals', () => {
  it('wait when one source has too many, and are reported as too many beyond a second', async () => {
    // Independent of how long the requests take: all count as simultaneous.
    const penalty = createPenalty(20, () => 0);
    const started = performance.now();
    const order: string[] = [];
    const refused = async (name: string, source: string): Promise<boolean> => {
      const isTooMany = await penalty.refused(source);
      order.push(name);
      return isTooMany;
    };
    // A whole network is one source.
    const answers = Array.from({ length: 45 }, (_, n) => refused(`${n}`, `2001:db8::${n + 1}`));
    const neighbour = refused('neighbour', '2001:db8:0:1::1');
    const tooMany = await Promise.all([...answers, neighbour]);
    expect(tooMany.filter((isTooMany) => isTooMany)).toHaveLength(5);
    const atOnce = new Set([...Array.from({ length: 20 }, (_, n) => `${n}`), 'neighbour']);
    expect(new Set(order.slice(0, 21))).toEqual(atOnce);
    expect(performance.now() - started).toBeGreaterThan(900);
  });
});

const statuses = async (answers: Promise<Response>[]) => {
  const all = await Promise.all(answers);
  return Map.groupBy(all, ({ status }) => status);
};

/** Opens an endpoint for each test, because the refusals of a source are remembered for seconds. */
async function openEndpoint({ webhooksPerSecond }: { webhooksPerSecond: number }) {
  let verified = 0;
  const toy = await startToy(
    {},
    {
      web: { penalty: createPenalty(each), webhooksPerSecond },
      webhooks: {
        receive: async ({ accountId }) => {
          verified += 1;
          const status = accountId === 'acc_1' ? 200 : 401;
          return { status, contentType: 'text/plain', body: 'word' };
        },
        onUnexpectedError: () => undefined,
        now: Date.now,
      },
    },
  );
  return {
    verified: () => verified,
    get: (path: string, method = 'GET') => fetch(`${toy.url}${path}`, { method }),
    webhook: (account: string) =>
      fetch(`${toy.url}/webhooks/${account}`, { method: 'POST', body: '{}' }),
    query: () =>
      fetch(`${toy.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: key },
        body: '{"query":"{ hello }"}',
      }),
    [Symbol.asyncDispose]: () => toy.drain(),
  };
}

type Endpoint = Awaited<ReturnType<typeof openEndpoint>>;

/** Refusals of one source in a second. */
const each = 12;

describe('a stranger who asks again and again', () => {
  it.each<[what: string, status: number, send: (endpoint: Endpoint) => Promise<Response>]>([
    ['unsigned webhooks', 401, ({ webhook }) => webhook('acc_2')],
    ['unknown addresses', 404, ({ get }) => get('/none')],
    ['the wrong method', 405, ({ get }) => get('/health/live', 'POST')],
  ])('with %s is slowed down; who has a key is not', async (_what, status, send) => {
    await using endpoint = await openEndpoint({ webhooksPerSecond: 1000 });
    const answers = statuses(Array.from({ length: 6 * each }, () => send(endpoint)));
    const first = await Promise.race([
      answers,
      Promise.all([endpoint.query(), endpoint.webhook('acc_1')]),
    ]);
    expect(Array.isArray(first) && first.map((answer) => answer.status)).toEqual([200, 200]);
    const byStatus = await answers;
    expect(new Set(byStatus.keys())).toEqual(new Set([status, 429]));
    const [tooMany] = byStatus.get(429) ?? [];
    expect(tooMany?.headers.get('retry-after')).toBe('1');
    expect(tooMany?.headers.get('connection')).toBe('close');
  });

  it('or with more webhooks than are taken, is refused before they are read', async () => {
    await using endpoint = await openEndpoint({ webhooksPerSecond: 40 });
    const byStatus = await statuses(Array.from({ length: 200 }, () => endpoint.webhook('acc_1')));
    expect(new Set(byStatus.keys())).toEqual(new Set([200, 429]));
    expect(endpoint.verified()).toBe(byStatus.get(200)?.length);
    expect(byStatus.get(429)?.[0]?.headers.get('retry-after')).toBe('1');
  });
});
