import { expect, it } from 'vitest';
import { roundRobinPool } from '../../src/store/postgres/round-robin-pool.ts';
import { asCaller, RoundRobin } from '../../src/store/round-robin.ts';

it('callers take turns, and what one of them waits for comes in order', () => {
  const turns = new RoundRobin<string>();
  for (const one of ['a1', 'a2', 'a3']) asCaller('a', () => turns.add(one));
  for (const one of ['b1', 'b2']) asCaller('b', () => turns.add(one));
  turns.add('nobody');
  const taken = Array.from({ length: 4 }, () => turns.next());
  asCaller('c', () => turns.add('c1'));
  taken.push(turns.next(), turns.next(), turns.next(), turns.next());
  expect(taken).toEqual(['a1', 'b1', 'nobody', 'a2', 'b2', 'a3', 'c1', undefined]);
  expect(turns.isEmpty).toBe(true);
});

it('an operation that has begun reads on before others of its caller, but not for ever', () => {
  const turns = new RoundRobin<string>();
  const taken: (string | undefined)[] = [];
  const takeThen = (next: () => void): void => {
    taken.push(turns.next());
    next();
  };
  asCaller('a', () => {
    turns.add('first 1');
    asCaller('a', () => turns.add('second 1'));
    for (let read = 2; read < 8; read += 1) takeThen(() => turns.add(`first ${read}`));
  });
  while (!turns.isEmpty) taken.push(turns.next());
  const first = [1, 2, 3, 4, 5].map((read) => `first ${read}`);
  expect(taken).toEqual([...first, 'second 1', 'first 6', 'first 7']);
});

/** A pool of which each query ends when it is told to. */
function createPool() {
  const running: { text: string; end: (error?: Error) => void }[] = [];
  return {
    running,
    query: ({ text }: { text: string }) =>
      new Promise<never>((resolve, reject) => {
        const end = (error?: Error): void => (error ? reject(error) : resolve(undefined as never));
        running.push({ text, end });
      }),
  };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('a pool is queried by no more than it has connections for, and by callers in turn', async () => {
  const pool = createPool();
  const inTurn = roundRobinPool(pool, 2, 60_000);
  const ask = (caller: string, text: string) =>
    asCaller(caller, () => inTurn.query({ text, values: [] }).catch(() => undefined));
  const all = ['a1', 'a2', 'a3', 'a4', 'a5'].map((text) => ask('a', text));
  all.push(ask('b', 'b1'), ask('b', 'b2'));
  const begun: string[] = [];
  for (let at = 0; at < all.length; at += 1) {
    await settle();
    expect(pool.running.length).toBeLessThanOrEqual(2);
    const [first] = pool.running.splice(0, 1);
    begun.push(first?.text ?? '');
    first?.end(at % 2 === 0 ? new Error('failed') : undefined);
  }
  await Promise.all(all);
  expect(begun).toEqual(['a1', 'a2', 'a3', 'b1', 'a4', 'b2', 'a5']);
});

it('a query that waits too long for a connection fails, and takes none', async () => {
  const pool = createPool();
  const inTurn = roundRobinPool(pool, 1, 10);
  const first = inTurn.query({ text: 'first', values: [] });
  await expect(inTurn.query({ text: 'late', values: [] })).rejects.toThrow('timeout exceeded');
  pool.running[0]?.end();
  await first;
  const next = inTurn.query({ text: 'next', values: [] });
  pool.running[1]?.end();
  await next;
  expect(pool.running.map(({ text }) => text)).toEqual(['first', 'next']);
});
