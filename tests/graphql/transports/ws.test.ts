import type { Client, ClientOptions } from 'graphql-ws';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openClient } from './clients.ts';
import { key, startToy, until } from './toy.ts';
import type { Toy } from './toy.ts';

let toy: Toy;
beforeAll(async () => {
  toy = await startToy({ ws: { initTimeout: 300, operationsPerSocket: 3 } });
});
afterAll(() => toy.drain());

const open = (options: Partial<ClientOptions> = {}, at = toy): Client => openClient(at, options);

function raw(protocol = 'graphql-transport-ws'): WebSocket {
  return new WebSocket(toy.wsUrl, protocol);
}

function closing(socket: WebSocket): Promise<{ code: number; reason: string }> {
  return new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
}

it('a socket runs subscriptions, queries and mutations', async () => {
  const client = open();
  const results: unknown[] = [];
  for await (const result of client.iterate({ query: 'subscription { ticks { n cursor } }' })) {
    results.push(result.data?.['ticks']);
  }
  expect(results).toEqual([1, 2, 3].map((n) => ({ n, cursor: `c${n}` })));
  const query = await client.iterate({ query: '{ hello }' }).next();
  expect(query.value).toEqual({ data: { hello: 'Hello you' } });
  const input = { amount: { amount: '1', currency: 'USD' } };
  const mutation = await client
    .iterate({ query: 'mutation ($i: OrderInput!) { order(input: $i) }', variables: { i: input } })
    .next();
  expect(mutation.value).toMatchObject({ data: { order: JSON.stringify(input) } });
});

it.each(['authorization', 'Authorization', 'AUTHORIZATION'])(
  'the endpoint accepts the credentials as connectionParams.%s',
  async (name) => {
    const client = open({ connectionParams: { [name]: key } });
    const { value } = await client.iterate({ query: '{ hello }' }).next();
    expect(value).toHaveProperty('data.hello');
  },
);

it.each([
  ['missing', {}],
  ['wrong', { authorization: 'Bearer no' }],
  ['not text', { authorization: 7 }],
])(
  'the endpoint closes with 4401 where the credentials are %s',
  async (_name, connectionParams) => {
    const refused = open({ connectionParams }).iterate({ query: '{ hello }' }).next();
    await expect(refused).rejects.toMatchObject({ code: 4401, reason: 'Unauthorized' });
  },
);

it('closes a socket that does not introduce itself in time', async () => {
  expect(await closing(raw())).toMatchObject({ code: 4408 });
});

it('the endpoint speaks only graphql-transport-ws', async () => {
  expect(await closing(raw('graphql-ws'))).toMatchObject({ code: 1006 });
});

it('the endpoint closes a socket that sends more than 256 KiB at once', async () => {
  const socket = raw();
  socket.on('open', () => socket.send('x'.repeat(300_000)));
  expect(await closing(socket)).toMatchObject({ code: 1009 });
});

it('the endpoint serves no sockets at other paths', async () => {
  const socket = new WebSocket(toy.wsUrl.replace('/graphql', '/other'), 'graphql-transport-ws');
  const error = new Promise<Error>((resolve) => socket.on('error', resolve));
  expect((await error).message).toContain('404');
});

it.each([
  ['an invalid document', { query: 'subscription { tocks }' }, 'GRAPHQL_VALIDATION_FAILED'],
  ['a syntax error', { query: '{' }, 'GRAPHQL_PARSE_FAILED'],
  ['a bad literal', { query: 'subscription { ticks(to: "x") { n } }' }, 'BAD_USER_INPUT'],
])('the endpoint refuses %s with an error message', async (_name, payload, code) => {
  const refused = open().iterate(payload).next();
  await expect(refused).rejects.toMatchObject([{ extensions: { code } }]);
});

it('the endpoint reports the path of a wrong variable', async () => {
  const query = 'subscription ($to: Int) { ticks(to: $to) { n } }';
  const { value } = await open()
    .iterate({ query, variables: { to: 'x' } })
    .next();
  expect(value).toMatchObject({
    errors: [{ extensions: { code: 'BAD_USER_INPUT', path: ['to'] } }],
  });
});

it('the endpoint masks unexpected errors of fields and of sources', async () => {
  const client = open();
  const { value } = await client.iterate({ query: '{ broken }' }).next();
  expect(value).toMatchObject({
    errors: [{ message: 'Internal error', extensions: { code: 'INTERNAL' } }],
  });
  const events = client.iterate({ query: 'subscription { breaks { n } }' });
  expect((await events.next()).value).toEqual({ data: { breaks: { n: 1 } } });
  await expect(events.next()).rejects.toMatchObject([
    { message: 'Internal error', extensions: { code: 'INTERNAL' } },
  ]);
  expect(String(toy.seen.unexpected.at(-1)?.error)).toContain('hunter2');
});

it('the endpoint returns the source at once when the client unsubscribes or goes away', async () => {
  const before = toy.seen.returned;
  const client = open();
  let received = 0;
  const subscribe = (): (() => void) =>
    client.subscribe(
      { query: 'subscription { open { n } }' },
      { next: () => (received += 1), error: () => undefined, complete: () => undefined },
    );
  const unsubscribe = subscribe();
  const pushing = setInterval(() => toy.push({ cursor: 'c1', n: 1 }), 5);
  await until(() => received > 0, 'subscribed');
  clearInterval(pushing);
  subscribe();
  unsubscribe();
  await until(() => toy.seen.returned === before + 1, 'unsubscribed');
  client.terminate();
  await until(() => toy.seen.returned > before + 1, 'gone');
  expect(toy.seen.returned).toBe(before + 2);
});

it('the endpoint bounds the operations of one socket', async () => {
  const client = open();
  for (let n = 0; n < 3; n += 1) {
    void client.iterate({ query: 'subscription { open { n } }' }).next();
  }
  const fourth = client.iterate({ query: 'subscription { open { n } }' }).next();
  await expect(fourth).rejects.toMatchObject([{ extensions: { code: 'TOO_MANY_OPERATIONS' } }]);
});

it('the endpoint closes with 1012 when draining, and the client comes back to the next process', async () => {
  const first = await startToy();
  const second = await startToy();
  let url = first.wsUrl;
  const codes: unknown[] = [];
  const client = open({
    url: () => url,
    retryAttempts: 5,
    retryWait: () => Promise.resolve(),
    on: { closed: (event) => codes.push((event as { code: number }).code) },
  });
  const results = client.iterate({ query: 'subscription { open { n } }' });
  const firstResult = results.next();
  const pushing = setInterval(() => first.push({ cursor: 'c1', n: 1 }), 5);
  await firstResult;
  clearInterval(pushing);
  url = second.wsUrl;
  await first.drain();
  expect(codes).toEqual([1012]);
  const later = setInterval(() => second.push({ cursor: 'c2', n: 2 }), 5);
  expect(await waitFor(results, 2)).toBe(true);
  clearInterval(later);
  await client.dispose();
  await second.drain();
});

async function waitFor(results: AsyncIterableIterator<unknown>, n: number): Promise<boolean> {
  for (;;) {
    const { value, done } = await results.next();
    if (done === true) return false;
    if (JSON.stringify(value).includes(`"n":${n}`)) return true;
  }
}
