import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startToy, until } from '../graphql/transports/toy.ts';
import type { Toy } from '../graphql/transports/toy.ts';
import { close, dial, exchange, graphql, host, isWell, json, lines, post } from './raw.ts';
import type { RawClient } from './raw.ts';

/** Does to the real listener what no honest client does. The limits are those of production, but shorter. */

const web = { timeouts: { headers: 200, request: 400, check: 20, silence: 600, keepAlive: 100 } };
let toy: Toy;

beforeAll(async () => {
  toy = await startToy({ ws: { initTimeout: 500 } }, { web, drainTimeout: 300 });
});
afterAll(async () => {
  await toy.drain();
});

const upgrade = (path: string, ...more: string[]): string =>
  lines(`GET ${path} HTTP/1.1`, host, 'connection: upgrade', 'upgrade: websocket', ...more);

const closeFrame = (code: number): number[] => [0x88, 2, code >> 8, code & 255];

const mask = Buffer.from([0, 0, 0, 0]);

const frame = (head: number[], payload: Buffer | string = ''): Buffer =>
  Buffer.concat([Buffer.from(head), mask, Buffer.from(payload)]);

describe('who is slow is not waited for', () => {
  const query = '{"query":"{ hello }"}';
  it.each([
    ['sends nothing', ''],
    ['stops in the request line', 'GET / HT'],
    ['stops in the headers', `GET / HTTP/1.1\r\n${host}\r\nx: `],
    ['stops in the body of a webhook', `${post('content-length: 40')}abcd`],
    ['stops in the body of a query', graphql(json, 'content-length: 40') + query],
    ['stops between chunks', `${post('transfer-encoding: chunked')}1\r\na\r\n`],
  ])('who %s', async (_what, text) => {
    expect((await exchange(toy.url, text)).status).toBe(408);
  });

  it('who trickles headers', async () => {
    const client = await dial(toy.url, 'GET / HTTP/1.1\r\n');
    const timer = setInterval(() => client.send('x: y\r\n'), 20);
    await client.closed;
    clearInterval(timer);
    expect(client.status).toBe(408);
  });

  it('who asks and does not read', async () => {
    const body = JSON.stringify({ query: 'subscription { large(items: 4000) { n text } }' });
    const length = `content-length: ${body.length}`;
    const accept = 'accept: text/event-stream';
    const client = await dial(toy.url);
    client.socket.pause();
    client.send(graphql(json, accept, length) + body);
    const { returned } = toy.seen;
    await until(() => toy.seen.pulled > 0, 'it is answered');
    await until(() => toy.seen.returned > returned, 'it is given up');
    expect(toy.seen.pulled).toBeLessThan(400);
    client.socket.destroy();
  });

  it('who shuts one direction in the middle of a request', async () => {
    const client = await dial(toy.url, post('content-length: 40'));
    client.socket.end();
    expect(await client.closed).toContain('400');
    await isWell(toy);
  });
});

describe('a body that comes too slowly', () => {
  it('is answered 408, as a webhook and as a query', async () => {
    const webhooks = {
      receive: () => Promise.resolve({ status: 200, contentType: 'text/plain', body: 'OK' }),
      onUnexpectedError: () => undefined,
      now: Date.now,
      pace: { bytes: 10, ms: 100 },
    };
    const patient = await startToy({}, { webhooks });
    const webhook = await dial(patient.url, `${post('content-length: 400')}abcd`);
    // It checks as often as in production: every five seconds.
    const query = await dial(patient.url, `${graphql(json, 'content-length: 400')}{`);
    const trickle = setInterval(() => query.send(' '), 500);
    expect(await webhook.closed).toContain('408 Request Timeout');
    expect(await query.closed).toContain('"code":"REQUEST_TIMEOUT"');
    clearInterval(trickle);
    expect(query.status).toBe(408);
    await patient.drain();
  });
});

describe('who asks for too much at once', () => {
  it('is cut after 100 requests that wait on one connection', async () => {
    const body = JSON.stringify({ query: 'subscription { open { n } }' });
    const one = graphql(json, 'accept: text/event-stream', `content-length: ${body.length}`) + body;
    const patient = await startToy();
    const client = await dial(patient.url, one.repeat(100));
    await client.until(/200 OK/);
    expect(client.socket.closed).toBe(false);
    client.send(one);
    await client.closed;
    await patient.drain();
  });

  it('gets no connection beyond the limit, and one when others have ended', async () => {
    const small = await startToy({}, { web: { ...web, connections: 5 } });
    const idle = await Promise.all(Array.from({ length: 5 }, () => dial(small.url)));
    const refused = await dial(small.url, lines('GET /health/live HTTP/1.1', host, close));
    expect(await refused.closed).toBe('');
    await Promise.all(idle.map(({ closed }) => closed));
    const accepted = await exchange(small.url, lines('GET /health/live HTTP/1.1', host, close));
    expect(accepted.status).toBe(200);
    await small.drain();
  });

  it('loses connections on which nothing is asked for to those that are new', async () => {
    const timeouts = { ...web.timeouts, keepAlive: 60_000 };
    const small = await startToy({}, { web: { timeouts, connections: 3 } });
    const request = lines('GET /health/live HTTP/1.1', host);
    const idle = await Promise.all(Array.from({ length: 3 }, () => dial(small.url, request)));
    await Promise.all(idle.map((client) => client.until(/live/)));
    await (
      await dial(small.url, request)
    ).closed;
    await Promise.all(idle.map(({ closed }) => closed));
    expect((await exchange(small.url, request.replace(host, `${host}\r\n${close}`))).status).toBe(
      200,
    );
    await small.drain();
  });
});

describe('upgrades', () => {
  const wellFormed = ['sec-websocket-version: 13', 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ=='];

  it.each([
    ['at another path', upgrade('/other', ...wellFormed), 404],
    ['without a key', upgrade('/graphql', 'sec-websocket-version: 13'), 400],
    ['of an unknown version', upgrade('/graphql', 'sec-websocket-version: 7'), 400],
    ['by POST', upgrade('/graphql', ...wellFormed).replace('GET', 'POST'), 405],
  ])('%s are refused and closed', async (_what, text, status) => {
    expect((await exchange(toy.url, text)).status).toBe(status);
  });

  it('to something else are ignored', async () => {
    const query = '{"query":"{ hello }"}';
    const length = `content-length: ${query.length}`;
    const request = graphql(json, length, 'connection: close, upgrade', 'upgrade: h2c') + query;
    expect((await exchange(toy.url, request)).text).toContain('Hello you');
  });

  const open = async (): Promise<RawClient> => {
    const protocol = 'sec-websocket-protocol: graphql-transport-ws';
    const client = await dial(toy.url, upgrade('/graphql', ...wellFormed, protocol));
    await client.until(/101 Switching/);
    return client;
  };

  it.each([
    ['is not masked', Buffer.from([0x81, 1, 0x61]), 1002],
    ['has reserved bits', frame([0xf1, 0x81], 'a'), 1002],
    ['has an unknown opcode', frame([0x83, 0x81], 'a'), 1002],
    ['continues nothing', frame([0x80, 0x81], 'a'), 1002],
    ['pings with more than 125 bytes', frame([0x89, 0xfe, 0, 126], 'a'.repeat(126)), 1002],
    ['pings in fragments', frame([0x09, 0x81], 'a'), 1002],
    ['announces 4 GiB', Buffer.from([0x81, 0xff, 0, 0, 0, 1, 0, 0, 0, 0]), 1009],
    ['announces more than can be', Buffer.from([0x81, 0xff, 255, 0, 0, 0, 0, 0, 0, 0]), 1009],
    ['is no UTF-8', frame([0x81, 0x82], Buffer.from([0xc3, 0x28])), 1007],
    ['closes with a code that is none', frame([0x88, 0x82], Buffer.from([0x03, 0xed])), 1002],
    ['closes with half a code', frame([0x88, 0x81], 'a'), 1002],
    ['has no end', frame([0x01, 0x81], 'a').subarray(0, 6), 4408],
    ['begins 20,000 fragments', endless(frame), 1008],
  ])('a frame that %s closes its socket with the right code', async (_what, bytes, code) => {
    const client = await open();
    client.send(bytes);
    const expected = Buffer.from(closeFrame(code).slice(2)).toString('latin1');
    const answered = await client.until(/\r\n\r\n[\s\S]{4}/);
    expect(answered.slice(answered.indexOf('\r\n\r\n') + 6)).toMatch(
      new RegExp(`^${expected.replace(/[[\]\\^$.*+?()|]/g, String.raw`\$&`)}`, 's'),
    );
    client.socket.destroy();
    await isWell(toy);
  });
});

it('the process has logged nothing unexpected in all these tests', () => {
  expect(toy.seen.unexpected).toEqual([]);
});

it('drains within its bound, whoever holds on', async () => {
  const timeouts = { headers: 60_000, request: 60_000, check: 1000 };
  const other = await startToy({}, { web: { timeouts }, drainTimeout: 200 });
  const held = await Promise.all([
    dial(other.url, 'GET / HTTP/1.1\r\nhost: '),
    dial(other.url, `${post('content-length: 10')}a`),
    dial(other.url, lines('GET /x HTTP/1.1', host, 'connection: upgrade', 'upgrade: websocket')),
    dial(other.url, 'hello\r\n\r\n'),
  ]);
  for (const { socket } of held) socket.allowHalfOpen = true;
  const started = performance.now();
  await other.drain();
  expect(performance.now() - started).toBeLessThan(2000);
  for (const { socket } of held) socket.destroy();
});

function endless(frame: (head: number[], payload: string) => Buffer): Buffer {
  const first = frame([0x01, 0x81], '{');
  return Buffer.concat([first, ...Array<Buffer>(20_000).fill(frame([0x00, 0x80], ''))]);
}
