import type { Client, ClientOptions } from 'graphql-ws';
import { WebSocket } from 'ws';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CostModel } from '../../../src/graphql/limits/cost.ts';
import { openClient } from './clients.ts';
import { key, post, startToy, until } from './toy.ts';
import type { Answer, Toy } from './toy.ts';

const costs: CostModel = {
  ofField: (_parent, field) => (field === 'who' ? 60 : 1),
  ofObject: () => 0,
  lengthOf: () => 1,
  isConnection: () => false,
  defaultPageSize: 20,
  maxPageSize: 100,
};

let toy: Toy;
const sockets: WebSocket[] = [];
beforeAll(async () => {
  toy = await startToy(
    {
      limits: { depth: 2, cost: 100, operationMs: 100 },
      ws: { operationsPerSocket: 3, unacknowledged: 5 },
      streams: { perKey: 4 },
    },
    {},
    { costs, documentById: (id) => (id === 'abc' ? '{ hello }' : null) },
  );
});
afterAll(() => toy.drain());
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.terminate();
});

const open = (options: Partial<ClientOptions> = {}): Client => openClient(toy, options);

function raw(at = toy): WebSocket {
  const socket = new WebSocket(at.wsUrl, 'graphql-transport-ws');
  socket.on('error', () => undefined);
  sockets.push(socket);
  return socket;
}

const opened = (socket: WebSocket): Promise<unknown> =>
  new Promise((resolve) => socket.once('open', resolve));
const closed = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => socket.once('close', resolve));

interface Message {
  type: string;
  id?: string;
  payload?: unknown;
}

/** A plain socket without a protocol client. */
async function introduced(at = toy) {
  const socket = raw(at);
  const messages: Message[] = [];
  socket.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString()) as Message));
  await opened(socket);
  const send = (message: object): void => socket.send(JSON.stringify(message));
  send({ type: 'connection_init', payload: { authorization: key } });
  await until(() => messages.some(({ type }) => type === 'connection_ack'), 'acknowledged');
  return { socket, messages, send };
}

const stream = (body: object, headers: Record<string, string> = {}) =>
  fetch(`${toy.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: key,
      ...headers,
    },
    body: JSON.stringify(body),
  });

/** One operation by each transport. */
const transports: [string, (body: { query: string } & object) => Promise<Answer>][] = [
  ['HTTP', async (body) => (await post(toy, body)).answer],
  [
    'SSE',
    async (body) => {
      const text = await (await stream(body)).text();
      return JSON.parse(/^data: (.+)$/m.exec(text)?.[1] ?? '{}') as Answer;
    },
  ],
  [
    'WebSocket',
    async (body) => {
      try {
        return (await open().iterate(body).next()).value as Answer;
      } catch (errors) {
        return { errors } as Answer;
      }
    },
  ],
];

describe.each(transports)('Over %s', (_name, send) => {
  it('a document that is too deep is refused', async () => {
    const { errors } = await send({ query: '{ a { b { c } } }' });
    expect(errors?.[0]).toMatchObject({
      message: 'The document exceeds the limit "depth" of 2: it has 3.',
      extensions: { code: 'LIMIT_EXCEEDED', limit: 'depth', maximum: 2, actual: 3 },
    });
  });

  it('an operation that is too dear is refused', async () => {
    const { errors } = await send({ query: '{ a: who b: who }' });
    expect(errors?.[0]?.extensions).toMatchObject({ limit: 'cost', maximum: 100, actual: 120 });
  });

  it('the cost is reported on request', async () => {
    const answer = await send({ query: '{ hello who }', extensions: { cost: true } } as never);
    expect(answer).toMatchObject({ extensions: { cost: { requested: 61, maximum: 100 } } });
    expect(await send({ query: '{ hello }' })).not.toHaveProperty('extensions');
  });

  it('a registered document is run by its id', async () => {
    const byId = await send({ query: '', documentId: 'sha' } as never);
    expect(byId.errors?.[0]?.extensions['code']).toBe('DOCUMENT_NOT_TRUSTED');
    const byHash = { persistedQuery: { version: 1, sha256Hash: 'abc' } };
    expect(await send({ query: '', extensions: byHash } as never)).toHaveProperty('data.hello');
    const unknown = { persistedQuery: { version: 1, sha256Hash: 'x' } };
    const { errors } = await send({ query: '', extensions: unknown } as never);
    expect(errors?.[0]?.extensions['code']).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  it('a slow query is answered in time, and a slow mutation goes on', async () => {
    const before = toy.seen.finished;
    const query = await send({ query: '{ slow }' });
    expect(query.errors?.[0]).toMatchObject({
      message: 'There was no result within 100 ms.',
      extensions: { code: 'TIMEOUT' },
    });
    const mutation = await send({ query: 'mutation { slow }' });
    expect(mutation.errors?.[0]?.message).toContain('same idempotency key');
    expect(toy.seen.finished).toBe(before);
    toy.finish();
    await until(() => toy.seen.finished === before + 2, 'both have finished');
  });
});

it('a subscription that does not begin in time is refused', async () => {
  const { value } = await open().iterate({ query: 'subscription { slow { n } }' }).next();
  expect(value).toMatchObject({ errors: [{ extensions: { code: 'TIMEOUT' } }] });
  toy.finish();
});

it('limits are 400 over HTTP, and a time limit is 504', async () => {
  const accept = { accept: 'application/graphql-response+json' };
  expect((await post(toy, { query: '{ a { b { c } } }' }, accept)).status).toBe(400);
  expect((await post(toy, { query: '{ slow }' }, accept)).status).toBe(504);
  toy.finish();
});

it('a header requests the cost too', async () => {
  const { answer } = await post(toy, { query: '{ hello }' }, { 'x-graphql-cost': 'true' });
  expect(answer).toHaveProperty('extensions.cost.requested', 1);
  const streamed = await stream({ query: '{ hello }' }, { 'x-graphql-cost': 'true' });
  expect(await streamed.text()).toContain('"cost":{"requested":1');
});

it('a document is named by its id in the address and without a text', async () => {
  const response = await fetch(`${toy.url}/graphql?documentId=abc`, {
    headers: { authorization: key },
  });
  expect(await response.json()).toEqual({ data: { hello: 'Hello you' } });
  expect((await post(toy, { documentId: 'abc' })).answer).toHaveProperty('data.hello');
  const { messages, send } = await introduced();
  send({ type: 'subscribe', id: '1', payload: { documentId: 'abc' } });
  await until(() => messages.some(({ type }) => type === 'next'), 'answered');
});

describe('The streams of a key', () => {
  it('are so many: an event stream beyond is refused with 429', async () => {
    const endless = { query: 'subscription { open { n } }' };
    const four = await Promise.all([1, 2, 3, 4].map(() => stream(endless)));
    const refused = await stream(endless);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(await refused.json()).toMatchObject({
      errors: [{ extensions: { code: 'TOO_MANY_STREAMS' } }],
    });
    const code = await new Promise((resolve) => {
      open({ on: { closed: (event) => resolve((event as CloseEvent).code) }, lazy: false });
    });
    // graphql-ws counts 1013 among the closes after which it tries again.
    expect(code).toBe(1013);
    for (const { body } of four) await body?.cancel();
    await until(() => toy.seen.returned >= 4, 'their sources have been returned');
    const again = await stream({ query: '{ hello }' });
    expect(again.status).toBe(200);
    await again.text();
  });
});

describe('A hostile socket', () => {
  it('that says nothing makes room for others', async () => {
    const silent = Array.from({ length: 6 }, () => raw());
    const [first] = silent;
    if (!first) throw new Error('None');
    const dropped = closed(first);
    await Promise.all(silent.slice(1).map(opened));
    await dropped;
    expect((await open().iterate({ query: '{ hello }' }).next()).value).toHaveProperty('data');
  });

  it('that subscribes before it is acknowledged is closed for good', async () => {
    const socket = raw();
    await opened(socket);
    socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: '{ hello }' } }));
    expect(await closed(socket)).toBe(4401);
  });

  it('that takes an id twice is closed', async () => {
    const { socket, send } = await introduced();
    const payload = { query: 'subscription { open { n } }' };
    send({ type: 'subscribe', id: '1', payload });
    send({ type: 'subscribe', id: '1', payload });
    expect(await closed(socket)).toBe(4409);
  });

  it('that completes what still runs has no more of it at once', async () => {
    const patient = await startToy({ ws: { operationsPerSocket: 3 } });
    const { messages, send } = await introduced(patient);
    for (const id of ['1', '2', '3']) {
      send({ type: 'subscribe', id, payload: { query: 'mutation { slow }' } });
    }
    await until(() => patient.seen.waiting.length === 3, 'they run');
    for (const id of ['1', '2', '3']) send({ type: 'complete', id });
    send({ type: 'subscribe', id: 'last', payload: { query: '{ hello }' } });
    await until(() => messages.some(({ id }) => id === 'last'), 'the last was answered');
    expect(messages.find(({ id }) => id === 'last')).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'TOO_MANY_OPERATIONS' } }],
    });
    patient.finish();
    await patient.drain();
  });

  it('that floods is answered in full while others have their turn', async () => {
    const { messages, send } = await introduced();
    const client = open();
    await client.iterate({ query: '{ hello }' }).next();
    for (let n = 0; n < 2000; n += 1) {
      send({ type: 'subscribe', id: `${n}`, payload: { query: `{ unknown${n} }` } });
    }
    const { value } = await client.iterate({ query: '{ hello }' }).next();
    expect(value).toHaveProperty('data.hello');
    expect(messages.length).toBeLessThan(2001);
    await until(() => messages.length === 2001, 'every one was answered');
  });
});
