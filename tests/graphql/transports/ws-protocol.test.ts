import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { key, startToy, until } from './toy.ts';
import type { Toy } from './toy.ts';

let toy: Toy;
beforeAll(async () => {
  toy = await startToy({ ws: { initTimeout: 300 } });
});
afterAll(() => toy.drain());

interface Message {
  type: string;
  id?: string;
  payload?: unknown;
}

/** A socket that speaks for itself, without a client that follows the protocol. */
class Raw {
  readonly received: Message[] = [];
  code: number | null = null;
  readonly socket: WebSocket;

  constructor(url: string) {
    this.socket = new WebSocket(url, 'graphql-transport-ws');
    this.socket.on('message', (data: Buffer) => {
      this.received.push(JSON.parse(data.toString()) as Message);
    });
    this.socket.on('close', (code) => (this.code = code));
    onTestFinished(() => this.socket.terminate());
  }

  static async open(url = toy.wsUrl): Promise<Raw> {
    const raw = new Raw(url);
    await new Promise((resolve) => raw.socket.once('open', resolve));
    return raw;
  }

  static async acknowledged(): Promise<Raw> {
    const raw = await Raw.open();
    raw.send(init);
    await raw.sent('connection_ack');
    return raw;
  }

  /** Messages, or text as it is. */
  send(...messages: readonly (object | string)[]): void {
    for (const message of messages) {
      this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    }
  }

  /** Resolves to the first such message that comes. */
  async sent(type: string): Promise<Message | undefined> {
    const find = () => this.received.find((message) => message.type === type);
    await until(() => find() !== undefined, `${type} is sent`);
    return find();
  }

  async closed(): Promise<number | null> {
    await until(() => this.code !== null, 'the socket is closed');
    return this.code;
  }
}

const init = { type: 'connection_init', payload: { authorization: key } };
const subscribe = (id: string, query = 'subscription { open { n } }') => ({
  type: 'subscribe',
  id,
  payload: { query },
});

it.each<[string, readonly (object | string)[], number]>([
  ['nothing', [], 4408],
  ['a subscription first', [subscribe('1')], 4401],
  ['two introductions', [init, init], 4429],
  ['an introduction with a text', [{ type: 'connection_init', payload: 'x' }], 4400],
])('a socket that begins with %s is closed', async (_name, messages, code) => {
  const raw = await Raw.open();
  raw.send(...messages);
  expect(await raw.closed()).toBe(code);
});

it('a socket that subscribes before the acknowledgement is closed', async () => {
  const known = Promise.withResolvers<null>();
  const slow = await startToy({}, {}, { authenticate: () => known.promise });
  const raw = await Raw.open(slow.wsUrl);
  raw.send(init, subscribe('1'));
  expect(await raw.closed()).toBe(4401);
  known.resolve(null);
  await slow.drain();
});

it.each<[string, object | string, number]>([
  ['another introduction', init, 4429],
  ['no JSON', '{', 4400],
  ['nothing at all', '', 4400],
  ['a number', '1', 4400],
  ['null', 'null', 4400],
  ['a list', '[]', 4400],
  ['deep lists', '['.repeat(100_000), 4400],
  ['no type', {}, 4400],
  ['a type that nobody knows', { type: 'subscribed', id: '1' }, 4400],
  ['a type in its prototype', '{"__proto__":{"type":"ping"}}', 4400],
  ['a message of servers', { type: 'next', id: '1', payload: {} }, 4400],
  ['a ping with a text', { type: 'ping', payload: 'x' }, 4400],
  ['a subscription without an id', { type: 'subscribe', payload: { query: '{ hello }' } }, 4400],
  ['an empty id', subscribe(''), 4400],
  ['a number as id', { ...subscribe(''), id: 1 }, 4400],
  ['a subscription without a payload', { type: 'subscribe', id: '1' }, 4400],
  ['a subscription without a document', { type: 'subscribe', id: '1', payload: {} }, 4400],
  [
    'variables in a list',
    { type: 'subscribe', id: '1', payload: { query: '{ hello }', variables: [] } },
    4400,
  ],
  ['an end without an id', { type: 'complete' }, 4400],
])('an acknowledged socket that sends %s is closed', async (_name, message, code) => {
  const raw = await Raw.acknowledged();
  raw.send(message);
  expect(await raw.closed()).toBe(code);
});

it('an id that is taken closes the socket, whether its stream has begun or not', async () => {
  const raw = await Raw.acknowledged();
  raw.send(subscribe('1'), subscribe('1'));
  expect(await raw.closed()).toBe(4409);
});

it('nothing is answered that comes after the message for which a socket is closed', async () => {
  const raw = await Raw.acknowledged();
  raw.send('{', subscribe('1', '{ hello }'), { type: 'ping' });
  expect(await raw.closed()).toBe(4400);
  expect(raw.received).toEqual([{ type: 'connection_ack' }]);
});

it('a ping is answered with its payload at any time, and a pong and an unknown end are not', async () => {
  const raw = await Raw.open();
  raw.send({ type: 'pong' }, { type: 'complete', id: 'nobody' });
  raw.send({ type: 'ping', payload: { n: 1 } }, init, { type: 'ping' });
  await until(() => raw.received.length === 3, 'all are answered');
  expect(raw.received.toSorted((a, b) => (a.type < b.type ? -1 : 1))).toEqual([
    { type: 'connection_ack' },
    { type: 'pong', payload: { n: 1 } },
    { type: 'pong' },
  ]);
});

it('an id can be used again once its operation is over, and is any text', async () => {
  for (const id of ['1', '__proto__', 'constructor', '\u0000', '😀', '"\\', 'x'.repeat(10_000)]) {
    const raw = await Raw.acknowledged();
    for (let times = 1; times <= 2; times += 1) {
      raw.send(subscribe(id, '{ hello }'));
      const count = 1 + 2 * times;
      await until(() => raw.received.length === count, 'the operation is over');
      expect(raw.received.slice(-2)).toEqual([
        { id, type: 'next', payload: { data: { hello: 'Hello you' } } },
        { id, type: 'complete' },
      ]);
    }
  }
});

it('a message may come in fragments', async () => {
  const raw = await Raw.acknowledged();
  raw.socket.send('{"type":', { fin: false });
  raw.socket.send('"ping"}', { fin: true });
  expect(await raw.sent('pong')).toEqual({ type: 'pong' });
});

it('an operation that was refused has an error and no end, and its id is free', async () => {
  const raw = await Raw.acknowledged();
  raw.send(subscribe('1', 'subscription { nobody }'));
  await raw.sent('error');
  raw.send(subscribe('1', '{ hello }'));
  await raw.sent('complete');
  expect(raw.received.map(({ type }) => type)).toEqual([
    'connection_ack',
    'error',
    'next',
    'complete',
  ]);
});

it('a stream that its client completes is told nothing more, not even its end', async () => {
  const raw = await Raw.acknowledged();
  const { returned } = toy.seen;
  raw.send(subscribe('1'));
  await until(() => toy.push({ cursor: 'c1', n: 1 }) > 0, 'it listens');
  await raw.sent('next');
  raw.send({ type: 'complete', id: '1' });
  await until(() => toy.seen.returned > returned, 'its source is returned');
  raw.received.length = 0;
  raw.send({ type: 'ping' });
  await raw.sent('pong');
  expect(raw.received).toEqual([{ type: 'pong' }]);
});
