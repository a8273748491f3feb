import * as fc from 'fast-check';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { isLong, partsOf, writeInSteps } from '../../../src/graphql/limits/long-answers.ts';
import { key, startToy } from '../transports/toy.ts';
import type { Toy } from '../transports/toy.ts';

const textOf = async (value: unknown): Promise<string> =>
  Buffer.concat(await writeInSteps(value)).toString('utf8');

/** The longest JSON that was written in one piece while this ran. */
async function longestOf(work: () => Promise<void>): Promise<number> {
  const spy = vi.spyOn(JSON, 'stringify');
  await work();
  return Math.max(...spy.mock.results.map(({ value }) => String(value).length));
}

describe('an answer written in steps', () => {
  it('is the same as one written at once, whatever it contains', async () => {
    const large = fc.constantFrom('é'.repeat(40_000), '"\\\n'.repeat(20_000), '');
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.oneof(fc.string({ unit: 'binary' }), large, fc.double(), fc.boolean()),
        fc.constantFrom(null, undefined),
        fc.array(tie('any')),
        fc.dictionary(fc.string(), tie('any')),
      ),
    })).any;
    await fc.assert(
      fc.asyncProperty(value, async (any) => {
        const answer = { data: any, large: 'x'.repeat(40_000) };
        expect(JSON.parse(await textOf(answer))).toEqual(JSON.parse(JSON.stringify(answer)));
      }),
      { numRuns: 200 },
    );
  });

  it('has no step longer than a few rows, however many there are', () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => ({
      id: `ord_${n}`,
      note: 'é'.repeat(20),
    }));
    const answer = { data: { orders: { nodes: rows } } };
    const parts = [...partsOf(answer)];
    expect(parts.join('')).toBe(JSON.stringify(answer));
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThan(64 * 1024);
  });

  it('is written in steps only where it is long', () => {
    expect(
      isLong({ data: { orders: Array.from({ length: 100 }, (_, n) => ({ id: `${n}` })) } }),
    ).toBe(false);
    expect(isLong({ data: Array.from({ length: 3000 }, () => null) })).toBe(true);
    expect(isLong({ errors: [{ toJSON: () => ({ message: 'x'.repeat(40_000) }) }] })).toBe(true);
  });
});

describe('a long answer', () => {
  let toy: Toy;
  beforeAll(async () => {
    toy = await startToy();
  });
  afterAll(() => toy.drain());
  afterEach(() => vi.restoreAllMocks());

  const aliases = Array.from({ length: 40 }, (_, at) => `a${at}: hello(name: $name)`);
  const query = `query ($name: String!) { ${aliases.join(' ')} }`;
  const variables = { name: 'é"'.repeat(15_000) };
  const text = `Hello ${variables.name}`;
  const whole = { data: Object.fromEntries(aliases.map((_, at) => [`a${at}`, text])) };

  const post = async (accept: string): Promise<string> => {
    const headers = { authorization: key, 'content-type': 'application/json', accept };
    const body = JSON.stringify({ query, variables });
    return (await fetch(`${toy.url}/graphql`, { method: 'POST', headers, body })).text();
  };

  it('comes whole by HTTP, and is written in steps', async () => {
    let answer = '';
    const longest = await longestOf(async () => {
      answer = await post('application/json');
    });
    expect(answer === JSON.stringify(whole)).toBe(true);
    expect(longest).toBeLessThan(64 * 1024);
  });

  it('comes whole as an event, and is written in steps', async () => {
    let answer = '';
    const longest = await longestOf(async () => {
      answer = await post('text/event-stream');
    });
    const [, data = ''] = /^event: next\ndata: (.*)\n\nevent: complete\n/m.exec(answer) ?? [];
    expect(data === JSON.stringify(whole)).toBe(true);
    expect(longest).toBeLessThan(64 * 1024);
  });

  it('comes whole by WebSocket, among others, and is written in steps', async () => {
    const options = { url: toy.wsUrl, webSocketImpl: WebSocket, retryAttempts: 0 };
    const client = createClient({ ...options, connectionParams: { authorization: key } });
    const long = () => client.iterate({ query, variables }).next();
    const short = () => client.iterate({ query: '{ hello }' }).next();
    let answers: { value?: unknown }[] = [];
    const longest = await longestOf(async () => {
      answers = await Promise.all([long(), short(), long(), short()]);
    });
    await client.dispose();
    const hello = { data: { hello: 'Hello you' } };
    expect(
      JSON.stringify(answers.map(({ value }) => value)) ===
        JSON.stringify([whole, hello, whole, hello]),
    ).toBe(true);
    expect(longest).toBeLessThan(64 * 1024);
  });
});
