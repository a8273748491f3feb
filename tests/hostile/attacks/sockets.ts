import { frame, RawWebSocket, upgradeRequest } from '../wire/websocket.ts';
import { keyOf } from './attack.ts';
import type { Attack, Target } from './attack.ts';

/** Opens a socket and writes to it. The server must close it, with one of the codes. */
function socket(
  name: string,
  speak: (ws: RawWebSocket, target: Target) => void | Promise<void>,
  codes: readonly number[],
  more: Partial<Attack> = {},
): Attack {
  return {
    group: 'WebSockets',
    name,
    by: ['READ key', 'client token'],
    async strike(target) {
      const ws = new RawWebSocket(target.port);
      const status = await ws.opened;
      if (status === 429) return null;
      if (status !== 101) return `the upgrade met ${status ?? 'nothing'}`;
      await speak(ws, target);
      const ending = await ws.endsWithin((more.withinMs ?? 5_000) - 500);
      if (ending === null) return 'still open';
      const { code } = ending;
      return code !== null && codes.includes(code) ? null : `closed with ${code ?? 'nothing'}`;
    },
    ...more,
  };
}

function init(ws: RawWebSocket, target: Target): void {
  const key = keyOf(target);
  const payload = key === null ? {} : { authorization: `Bearer ${key}` };
  ws.send({ type: 'connection_init', payload });
}

const subscribe = (id: string, query: string): object => ({
  type: 'subscribe',
  id,
  payload: { query },
});

const updates = ({ testbed }: Target): string =>
  `subscription { orderUpdates(id: "${testbed.accounts[0]?.order.id ?? ''}") { kind } }`;

/** Close codes for too many sockets of one caller. */
const tooMany = [4429, 1013, 4403];

/** Stays as long as the server allows. We end it, and the server must answer until then. */
function visit(
  name: string,
  speak: (ws: RawWebSocket, target: Target) => Promise<string | null>,
  more: Partial<Attack> = {},
): Attack {
  return {
    group: 'WebSockets',
    name,
    by: ['READ key', 'client token'],
    async strike(target) {
      const ws = new RawWebSocket(target.port);
      const status = await ws.opened;
      const wrong = status === 101 ? await speak(ws, target) : null;
      ws.end();
      return wrong;
    },
    ...more,
  };
}

export const sockets: readonly Attack[] = [
  socket('no mask', (ws) => ws.write(frame('a', { isMasked: false })), [1002]),
  socket('reserved bits', (ws) => ws.write(frame('a', { reserved: 7 })), [1002]),
  socket('unknown opcodes', (ws) => ws.write(frame('a', { opcode: 5 })), [1002]),
  socket('long control frames', (ws) => ws.write(frame('a'.repeat(200), { opcode: 9 })), [1002]),
  socket('bad UTF-8', (ws) => ws.write(frame(Buffer.from([0xff, 0xfe]))), [1007]),
  socket('huge messages', (ws) => ws.write(frame('a'.repeat(300_000))), [1009], { perSecond: 20 }),
  socket('huge lengths', (ws) => ws.write(frame('', { claimed: 2 ** 40 })), [1009]),
  socket(
    'pieces without end',
    (ws) => {
      ws.write(frame('a'.repeat(10_000), { isLast: false }));
      for (let at = 0; at < 40; at += 1)
        ws.write(frame('a'.repeat(10_000), { opcode: 0, isLast: false }));
    },
    [1009, 1008],
    { perSecond: 20 },
  ),
  socket('no protocol', (ws) => ws.write(frame('{"type":')), [4400]),
  socket('deep messages', (ws) => ws.write(frame('['.repeat(100_000))), [4400], { perSecond: 20 }),
  socket('no init', () => undefined, [4408], {
    by: ['nobody'],
    withinMs: 20_000,
    atOnce: 100,
    perSecond: 20,
  }),
  socket(
    'half an init',
    (ws) => ws.write(frame('{"type":"conn', { isLast: false })),
    [4408, 1008],
    { by: ['nobody'], withinMs: 20_000, atOnce: 50, perSecond: 20 },
  ),
  socket('wrong credentials', init, [4401, 4429], { by: ['nobody', 'wrong key'] }),
  socket(
    'operations before init',
    (ws, target) => ws.send(subscribe('1', updates(target))),
    [4401],
  ),
  socket(
    'init flood',
    (ws, target) => {
      for (let at = 0; at < 50; at += 1) init(ws, target);
    },
    [4429, ...tooMany],
  ),
  socket(
    'one id twice',
    (ws, target) => {
      init(ws, target);
      ws.send(subscribe('1', updates(target)));
      ws.send(subscribe('1', updates(target)));
    },
    [4409, 4401, ...tooMany],
  ),
  visit(
    'too many operations',
    async (ws, target) => {
      init(ws, target);
      // No operation is allowed before the acknowledgement.
      if (!(await ws.hears(1, 4_000))) return 'no acknowledgement';
      for (let at = 0; at < 200; at += 1) ws.send(subscribe(`${at}`, updates(target)));
      const isRefused = await ws.sees(/TOO_MANY|FORBIDDEN/, 8_000);
      return isRefused ? null : 'more operations than there may be';
    },
    { withinMs: 15_000, atOnce: 4, perSecond: 4 },
  ),
  visit(
    'subscription churn',
    async (ws, target) => {
      init(ws, target);
      if (!(await ws.hears(1, 4_000))) return 'no acknowledgement';
      for (let at = 0; at < 100; at += 1) {
        ws.send(subscribe(`${at}`, updates(target)));
        ws.send({ type: 'complete', id: `${at}` });
      }
      const before = ws.received;
      ws.send({ type: 'ping' });
      return (await ws.hears(before + 1, 8_000)) ? null : 'does not answer a ping';
    },
    { withinMs: 15_000, atOnce: 4, perSecond: 10 },
  ),
  visit(
    'ping flood',
    async (ws) => {
      const ping = Buffer.concat(Array.from({ length: 5_000 }, () => frame('', { opcode: 9 })));
      ws.write(ping);
      return (await ws.answersClose(8_000)) ? null : 'does not answer a close';
    },
    { by: ['nobody'], withinMs: 15_000, atOnce: 4, perSecond: 10 },
  ),
  visit(
    'reads nothing',
    async (ws, target) => {
      init(ws, target);
      if (!(await ws.hears(1, 4_000))) return 'no acknowledgement';
      ws.pause();
      for (let at = 0; at < 100; at += 1)
        ws.send(
          subscribe(
            `${at}`,
            '{ orders(first: 100) { nodes { id status reference amount { amount currency } } } }',
          ),
        );
      await ws.endsWithin(3_000);
      return null;
    },
    { by: ['READ key'], withinMs: 15_000, atOnce: 10, perSecond: 4 },
  ),
  {
    group: 'WebSockets',
    name: 'from another page',
    by: ['nobody'],
    async strike({ port }) {
      const origin = upgradeRequest().replace(
        '\r\n\r\n',
        '\r\norigin: https://evil.example\r\n\r\n',
      );
      const ws = new RawWebSocket(port, origin);
      const status = await ws.opened;
      ws.end();
      return status === 403 || status === 429 ? null : `the upgrade met ${status ?? 'nothing'}`;
    },
  },
];
