import { connect } from 'node:net';
import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { key, startToy, until } from './toy.ts';
import type { Toy } from './toy.ts';

let toy: Toy;
beforeAll(async () => {
  toy = await startToy({ sse: { pingEvery: 20 } });
});
afterAll(() => toy.drain());

function open(query: string, headers: Record<string, string> = {}, at = toy): Promise<Response> {
  return fetch(`${at.url}/graphql`, {
    method: 'POST',
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      authorization: key,
      ...headers,
    },
    body: JSON.stringify({ query }),
  });
}

function byGet(query: string): Promise<Response> {
  return fetch(`${toy.url}/graphql?${new URLSearchParams({ query })}`, {
    headers: { accept: 'text/event-stream', authorization: key },
  });
}

async function text(query: string, headers: Record<string, string> = {}): Promise<string> {
  return (await (await open(query, headers)).text()).replaceAll(': ping\n\n', '');
}

it('an event stream numbers every event with its cursor, selected or not, and ends with complete', async () => {
  const response = await open('subscription { ticks(to: 2) { n } }');
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect((await response.text()).replaceAll(': ping\n\n', '')).toBe(
    'event: next\nid: c1\ndata: {"data":{"ticks":{"n":1}}}\n\n' +
      'event: next\nid: c2\ndata: {"data":{"ticks":{"n":2}}}\n\n' +
      'event: complete\ndata:\n\n',
  );
});

it('an event stream resumes after Last-Event-ID', async () => {
  const events = await text('subscription { ticks { n } }', { 'last-event-id': 'c2' });
  expect(events.match(/id: \w+/g)).toEqual(['id: c3']);
});

it('the endpoint accepts subscriptions and queries by GET, and no mutations', async () => {
  expect(await (await byGet('subscription { ticks(to: 1) { n } }')).text()).toContain('id: c1');
  expect(await (await byGet('{ hello }')).text()).toContain('Hello you');
  const amount = '{ amount: "1", currency: "USD" }';
  const mutation = await byGet(`mutation { order(input: { amount: ${amount} }) }`);
  expect(await mutation.text()).toContain('"code":"BAD_REQUEST"');
});

it('the graphql-sse client understands an event stream', async () => {
  const client = createClient({ url: `${toy.url}/graphql`, headers: { authorization: key } });
  const results: unknown[] = [];
  for await (const result of client.iterate({ query: 'subscription { ticks { n } }' })) {
    results.push(result.data?.['ticks']);
  }
  expect(results).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  const query = client.iterate({ query: '{ hello }' });
  expect((await query.next()).value).toEqual({ data: { hello: 'Hello you' } });
  expect((await query.next()).done).toBe(true);
  client.dispose();
});

it.each([
  ['an invalid document', 'subscription { tocks }', 'GRAPHQL_VALIDATION_FAILED'],
  ['a syntax error', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
  ['a wrong value', 'subscription { ticks(to: "x") { n } }', 'BAD_USER_INPUT'],
  ['a refusal', 'subscription { refused { n } }', 'FORBIDDEN'],
])('the endpoint reports %s in one event and ends the stream', async (_name, query, code) => {
  const events = await text(query);
  expect(events.match(/event: \w+/g)).toEqual(['event: next', 'event: complete']);
  expect(events).toContain(`"code":"${code}"`);
});

it('the endpoint refuses a stream without credentials, and one without a query', async () => {
  const refused = await open('subscription { ticks { n } }', { authorization: 'Bearer no' });
  expect(refused.status).toBe(401);
  const response = await fetch(`${toy.url}/graphql`, {
    headers: { accept: 'text/event-stream', authorization: key },
  });
  expect(response.status).toBe(400);
});

it('an event stream closes without complete when the source fails, so that the client comes back', async () => {
  const events = await text('subscription { breaks { n } }');
  expect(events.match(/event: \w+/g)).toEqual(['event: next']);
  expect(events).not.toContain('hunter2');
  expect(toy.seen.unexpected).not.toHaveLength(0);
});

it('an event stream sends comments while nothing happens', async () => {
  const response = await open('subscription { open { n } }');
  const reader = response.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  expect(new TextDecoder().decode(value)).toBe(': ping\n\n');
  await reader?.cancel();
});

it('the endpoint returns the source when the client leaves', async () => {
  const before = toy.seen.returned;
  const gone = new AbortController();
  await fetch(`${toy.url}/graphql?query=subscription{open{n}}`, {
    headers: { accept: 'text/event-stream', authorization: key },
    signal: gone.signal,
  });
  gone.abort();
  await until(() => toy.seen.returned > before, 'source returned');
  expect(toy.seen.returned).toBe(before + 1);
});

it('the endpoint only closes the connection when draining', async () => {
  const other = await startToy();
  const response = await open('subscription { open { n } }', {}, other);
  await until(() => other.push({ cursor: 'c1', n: 1 }) > 0, 'listened to');
  const [events] = await Promise.all([response.text(), other.drain()]);
  expect(events).not.toContain('complete');
  await until(() => other.seen.returned === 1, 'returned');
});

it('the graphql-sse client comes back after a restart', async () => {
  const first = await startToy();
  const second = await startToy();
  let url = first.url;
  const client = createClient({
    url: () => `${url}/graphql`,
    headers: { authorization: key },
    retry: () => Promise.resolve(),
  });
  const results = client.iterate({ query: 'subscription { open { n } }' });
  const next = results.next();
  await until(() => first.seen.returned === 0, 'open');
  url = second.url;
  await first.drain();
  const pushing = setInterval(() => second.push({ cursor: 'c7', n: 7 }), 10);
  expect((await next).value).toEqual({ data: { open: { n: 7 } } });
  clearInterval(pushing);
  client.dispose();
  await second.drain();
});

it('the endpoint pulls no more for a reader that does not read', async () => {
  const { port } = new URL(toy.url);
  const body = JSON.stringify({ query: 'subscription { large(items: 4000) { n text } }' });
  const socket = connect(Number(port), '127.0.0.1');
  socket.pause();
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: localhost\r\nauthorization: ${key}\r\naccept: text/event-stream\r\n` +
      `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  await settled(() => toy.seen.pulled);
  // 64 KiB each: what the kernel's buffers hold, of 250 MiB.
  expect(toy.seen.pulled).toBeLessThan(400);
  const stalled = toy.seen.pulled;
  socket.resume();
  await until(() => toy.seen.pulled > stalled, 'reading pulls again');
  socket.destroy();
});

/** Waits until the value has been above zero and the same for 300 ms. */
async function settled(value: () => number): Promise<void> {
  let last = -1;
  let since = Date.now();
  await until(() => {
    if (value() !== last) {
      last = value();
      since = Date.now();
    }
    return last > 0 && Date.now() - since > 300;
  }, 'settled');
}
