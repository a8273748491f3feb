import type { Random } from '../crash/random.ts';
import { frame } from '../hostile/wire/websocket.ts';
import type { Testbed } from '../hostile/testbed/testbed.ts';
import type { Case } from './case.ts';
import { validRequest } from './documents.ts';
import { oddValue, print } from './json.ts';
import { oddText, spoilBytes, randomLetters } from './odd.ts';

type Made = Omit<Case, 'family'>;

/** Bytes on a socket that are not HTTP, or hardly. */
export function http(_testbed: Testbed, random: Random): Made {
  const good = `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n`;
  const bytes = random.pick<() => Buffer | string>([
    () => spoilBytes(Buffer.from(`G\0T ${good}connection: close\r\n\r\n`), random),
    () => `${randomLetters(random, 5)} / HTTP/1.1\r\n\r\n`,
    () => `GET / HTTP/9.9\r\nhost: a\r\n\r\n`,
    () => `GET ${'/a'.repeat(random.between(10_000, 20_000))} HTTP/1.1\r\nhost: a\r\n\r\n`,
    () => `${good}content-length: 5\r\ncontent-length: 6\r\n\r\n{"a":1`,
    () => `${good}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    () => `${good}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
    () => `${good}transfer-encoding: chunked\r\n\r\n${randomLetters(random, 4)}Z\r\n\r\n`,
    () => `${good}content-length: -1\r\n\r\n`,
    () => `${good}content-length: ${'9'.repeat(40)}\r\n\r\n`,
    () => `${good}x-${randomLetters(random, 3)}: ${'a'.repeat(40_000)}\r\n\r\n`,
    () => `${good}${'x: y\r\n'.repeat(5_000)}\r\n`,
    () => `${good}bad header\r\n\r\n`,
    () => `${good} folded: \0\r\n\r\n`,
    () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    () => Buffer.from('16030100f8010000f40303', 'hex'),
    () => Buffer.from(Array.from({ length: 200 }, () => random.between(128, 255))),
    () => 'GET / HTTP/1.1\nhost: a\n\n\0',
  ])();
  return { as: 'nobody', expect: 'ended', exchange: { over: 'tcp', bytes: Buffer.from(bytes) } };
}

const jsonFrame = (value: unknown): Buffer => frame(JSON.stringify(value));

/** A WebSocket that is opened correctly and then misused. */
export function websocket(testbed: Testbed, random: Random): Made {
  const key = random.pick([
    testbed.keys.READ,
    testbed.keys.ALL,
    random.pick(testbed.accounts).order.clientToken,
  ]);
  const init = jsonFrame({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } });
  const subscribe = (payload: unknown, id: unknown = '1'): Buffer =>
    jsonFrame({ type: 'subscribe', id, payload });
  const frames = random.pick<() => Buffer[]>([
    () => [frame(oddText(random))],
    () => [frame(print(oddValue(random)))],
    () => [jsonFrame({ type: randomLetters(random, 5) })],
    () => [
      jsonFrame({
        type: 'connection_init',
        payload: random.pick([1, [], 'a', { authorization: 1 }]),
      }),
    ],
    () => [
      jsonFrame({
        type: 'connection_init',
        payload: { authorization: `Bearer ${randomLetters(random, 30)}` },
      }),
    ],
    () => [init, init],
    () => [subscribe(validRequest(random, 'query'))],
    () => [init, subscribe({ query: oddText(random) }), end],
    () => [init, subscribe({ query: random.pick([1, null, {}]) })],
    () => [init, subscribe({ query: '{viewer{id}}', variables: random.pick([1, 'a']) })],
    () => [init, subscribe({ query: '{viewer{id}}' }, random.pick([1, null, '', {}]))],
    () => [
      init,
      jsonFrame({ type: 'complete', id: random.pick([1, null, randomLetters(random, 9)]) }),
      end,
    ],
    () => [frame(Buffer.from([0xff, 0xfe]))],
    () => [frame('a', { isMasked: false })],
    () => [frame('a', { reserved: random.between(1, 7) })],
    () => [frame('a', { opcode: random.pick([3, 4, 5, 6, 7, 11, 15]) })],
    () => [frame('a'.repeat(126), { opcode: 9 })],
    () => [frame('a', { opcode: 9, isLast: false })],
    () => [frame('a', { opcode: 0 })],
    () => [frame('a', { isLast: false }), frame('b')],
    () => [frame('', { claimed: random.pick([300_000, 2 ** 32, 2 ** 50]) })],
    () => [frame(Buffer.from([random.between(0, 3)]), { opcode: 8 })],
    () => [frame(Buffer.from([0x03, 0xe9, 0xff]), { opcode: 8 })],
  ])();
  return { as: 'a socket', expect: 'ended', exchange: { over: 'websocket', frames } };
}

/** Closed by us where the server has no reason to. */
const end = frame(Buffer.from([0x03, 0xe8]), { opcode: 8 });
