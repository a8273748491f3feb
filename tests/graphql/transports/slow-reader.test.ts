import { once } from 'node:events';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { key, startToy, until } from './toy.ts';
import type { Toy } from './toy.ts';

/** Items of 64 KiB, so 250 MiB in total. */
const all = 4_000;
const mebibyte = 1024 * 1024;

let toy: Toy;
beforeAll(async () => {
  toy = await startToy();
});
afterAll(() => toy.drain());

interface Message {
  payload?: { data: { large: { n: number; cursor: string } } };
}

/** A reader of all items that has read the first and then stops, and the items that it has read. */
async function stoppedReader(at = toy) {
  const socket = new WebSocket(at.wsUrl, 'graphql-transport-ws');
  const read = async (): Promise<Message> => {
    const [data] = (await once(socket, 'message')) as [Buffer];
    return JSON.parse(data.toString('utf8')) as Message;
  };
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: key } }));
  await read();
  const query = `subscription { large(items: ${all}) { n cursor text } }`;
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
  const { payload } = await read();
  socket.pause();
  return { socket, first: payload?.data.large };
}

/** How many have been pulled once nothing has been pulled for 300 ms. */
async function pulledInAll({ seen } = toy): Promise<number> {
  let last = -1;
  let since = Date.now();
  await until(() => {
    const { pulled } = seen;
    if (pulled !== last) {
      last = pulled;
      since = Date.now();
    }
    return last > 0 && Date.now() - since > 300;
  }, 'stalled');
  return last;
}

function client() {
  const options = { url: toy.wsUrl, webSocketImpl: WebSocket, retryAttempts: 0 };
  return createClient({ ...options, connectionParams: { authorization: key } });
}

it('R30: a reader that stops costs no memory and no time of others, and resumes where it stopped', async () => {
  const before = process.memoryUsage.rss();
  const { socket, first } = await stoppedReader();
  const pulled = await pulledInAll();
  // A mebibyte is held for it, and what fits into the kernel's buffers.
  expect(pulled).toBeLessThan(400);
  expect(process.memoryUsage.rss() - before).toBeLessThan(100 * mebibyte);

  const others = client();
  const item = others.iterate({ query: 'subscription { open { n } }' }).next();
  const pushing = setInterval(() => toy.push({ cursor: 'c1', n: 1 }), 5);
  const requestedAt = Date.now();
  expect((await item).value).toEqual({ data: { open: { n: 1 } } });
  expect(Date.now() - requestedAt).toBeLessThan(1_000);
  clearInterval(pushing);
  expect(toy.seen.pulled, 'and it still waits').toBe(pulled);
  socket.terminate();

  const from = Number(first?.cursor.slice(1)) + 1;
  const query = `subscription { large(items: ${from + 9}, from: ${from}) { n } }`;
  const rest: unknown[] = [];
  for await (const { data } of others.iterate({ query })) rest.push(data?.['large']);
  expect(rest).toEqual(Array.from({ length: 10 }, (_, at) => ({ n: from + at })));
  await others.dispose();
});

it('a reader that stopped receives more as soon as it reads again', async () => {
  const { socket } = await stoppedReader();
  const pulled = await pulledInAll();
  socket.resume();
  await until(() => toy.seen.pulled > pulled, 'reading pulls again');
  expect(toy.seen.pulled).toBeGreaterThan(pulled);
  socket.terminate();
});

it('a reader that takes nothing and answers no ping is closed with 1013: it resumes where it stopped', async () => {
  const strict = await startToy({ ws: { pingEvery: 300 } });
  const { socket } = await stoppedReader(strict);
  const pulled = await pulledInAll(strict);
  await until(() => strict.seen.returned === 1, 'its source was returned');
  expect(strict.seen.pulled).toBe(pulled);
  const closed = once(socket, 'close');
  const items: Message[] = [];
  socket.on('message', (data: Buffer) => items.push(JSON.parse(data.toString('utf8')) as Message));
  socket.resume();
  expect((await closed)[0]).toBe(1013);
  // What had been sent before still came, whole and in order.
  const numbers = items.map(({ payload }) => payload?.data.large.n);
  expect(numbers).toEqual(numbers.map((_n, at) => at + 2));
  await strict.drain();
});
