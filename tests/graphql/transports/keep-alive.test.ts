import { once } from 'node:events';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { key, startToy, until } from './toy.ts';
import type { Toy } from './toy.ts';

const pingEvery = 400;

let toy: Toy;
beforeAll(async () => {
  toy = await startToy({ ws: { pingEvery } });
});
afterAll(() => toy.drain());

async function open(options = {}): Promise<WebSocket> {
  const socket = new WebSocket(toy.wsUrl, 'graphql-transport-ws', options);
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: key } }));
  await once(socket, 'message');
  return socket;
}

it('a ping goes along with an item, in the same packet', async () => {
  const socket = await open();
  const payload = { query: 'subscription { open { n } }' };
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
  let turn = 0;
  let isOver = false;
  const next = (): void => {
    turn += 1;
    if (!isOver) setImmediate(next);
  };
  next();
  const received = new Set<number>();
  const pinged: number[] = [];
  socket.on('message', () => received.add(turn));
  socket.on('ping', () => pinged.push(turn));
  const pushing = setInterval(() => toy.push({ cursor: 'c1', n: 1 }), 20);
  await until(() => pinged.length === 3, 'three pings');
  clearInterval(pushing);
  isOver = true;
  expect(pinged.filter((at) => !received.has(at))).toEqual([]);
  socket.terminate();
});

it('a socket without items is pinged all the same, and stays', async () => {
  const socket = await open();
  let pings = 0;
  socket.on('ping', () => (pings += 1));
  await until(() => pings === 4, 'four pings');
  expect(socket.readyState).toBe(socket.OPEN);
  socket.terminate();
});

it.each([
  ['told nothing', null],
  ['told something all the time', 20],
])('a peer that answers no ping is dropped, though it is %s', async (_what, every) => {
  const socket = await open({ autoPong: false });
  const payload = { query: 'subscription { open { n } }' };
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
  const pushing =
    every === null ? undefined : setInterval(() => toy.push({ cursor: 'c1', n: 1 }), every);
  const [code] = (await once(socket, 'close')) as [number];
  clearInterval(pushing);
  expect(code).toBe(1006);
});

it('a peer has half an interval to answer a ping that was sent late in it', async () => {
  const patient = await startToy({ ws: { pingEvery: 2400 } });
  const socket = new WebSocket(patient.wsUrl, 'graphql-transport-ws', { autoPong: false });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: key } }));
  let answers = 0;
  socket.on('ping', () => {
    // A ping without an item is sent after two thirds of an interval.
    setTimeout(() => {
      socket.pong();
      answers += 1;
    }, 1000);
  });
  await until(() => answers === 2, 'two answers');
  expect(socket.readyState).toBe(socket.OPEN);
  socket.terminate();
  await patient.drain();
});
