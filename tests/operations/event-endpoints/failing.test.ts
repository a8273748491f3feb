import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { findAttention } from '../../../src/store/queries/attention/items.ts';
import { created, mutate, nowhere } from '../../support/operations.ts';
import { answering, append, endpointOf, makeEndpoint, startReceiver } from './receiver.ts';
import type { Answer } from './receiver.ts';

const provider = 'ANEXPAY_XCHECKOUT';
let testApp: TestApp;
let order: string;

beforeAll(async () => {
  testApp = await openTestApp({ timeoutMs: 1_000 });
  order = (await created(testApp, provider)).id;
});
afterAll(() => testApp.close());

const tried = (id: string, attempts = 1) =>
  eventually(async () => {
    const { deliveries } = await endpointOf(testApp, id);
    return deliveries.find((one) => one.attempts >= attempts);
  });
const inAttention = async (id: string): Promise<boolean> => {
  const page = { first: 100, after: null };
  const { app, merchantId } = testApp;
  const reasons = ['EVENT_ENDPOINT'] as const;
  const found = await findAttention(app.deps.read, merchantId, page, { reasons });
  return found.some(({ subjectId }) => subjectId === id);
};
const hour = 3_600_000;

const big: Answer = (_message, response) => {
  response.writeHead(200);
  const chunk = Buffer.alloc(16 * 1024);
  const write = (): void => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once('drain', write);
  };
  write();
};
const headOnly: Answer = (_message, response) => response.writeHead(200).flushHeaders();

describe('an attempt', () => {
  it.each([
    ['an answer that goes on without end', big],
    ['the head of an answer whose body never comes', headOnly],
    ['204', answering(204)],
  ])('succeeds with %s', async (_what, how) => {
    await using receiver = await startReceiver(how);
    const { id } = await makeEndpoint(testApp, { url: receiver.url });
    await append(testApp, [order]);
    expect(await tried(id)).toMatchObject({ status: 'DELIVERED', lastError: null });
  });

  it.each<[string, Answer, object]>([
    ['500', answering(500), { httpStatus: 500, lastError: 'it answered with status 500' }],
    [
      'a redirect, which is not followed',
      answering(302, { location: 'http://127.0.0.1:1/' }),
      { httpStatus: 302 },
    ],
    ['no answer in time', () => undefined, { lastError: 'no answer within 1 s' }],
    [
      'a reset',
      (_message, response) => response.socket?.resetAndDestroy(),
      { lastError: 'the connection was reset' },
    ],
    [
      'what is no HTTP',
      (_message, response) => response.socket?.end('nonsense\r\n\r\n'),
      { lastError: 'its answer is not HTTP' },
    ],
  ])('fails with %s', async (_what, how, state) => {
    await using receiver = await startReceiver(how);
    const { id } = await makeEndpoint(testApp, { url: receiver.url });
    await append(testApp, [order]);
    expect(await tried(id)).toMatchObject({ status: 'FAILED', httpStatus: null, ...state });
    const { lastFailure } = await endpointOf(testApp, id);
    expect(lastFailure).not.toBeNull();
    expect(lastFailure).not.toContain('secret');
    expect(receiver.messages).toHaveLength(1);
    await mutate(testApp, documents.deleteEventEndpoint, { id });
  });

  it('fails where nobody listens', async () => {
    const { id } = await makeEndpoint(testApp, { url: nowhere });
    await append(testApp, [order]);
    expect(await tried(id)).toMatchObject({ lastError: 'the connection was refused' });
    await mutate(testApp, documents.deleteEventEndpoint, { id });
  });

  it.each([
    ['in seconds', () => '3600', hour],
    ['as a date', () => new Date(testApp.app.deps.now() + hour).toUTCString(), hour],
    ['for at most a day', () => '999999', 24 * hour],
    ['but not sooner than planned', () => '1', 5_000],
  ])('is made again when the answer asks for it: %s', async (_what, header, wait) => {
    await using receiver = await startReceiver(answering(429, { 'retry-after': header() }));
    const { id } = await makeEndpoint(testApp, { url: receiver.url });
    const before = testApp.app.deps.now();
    await append(testApp, [order]);
    const { nextAttemptAt } = await tried(id);
    const waited = Date.parse(nextAttemptAt ?? '') - before;
    expect(waited).toBeGreaterThan(wait * 0.79 - 1_000);
    expect(waited).toBeLessThan(wait * 1.21 + 3_000);
    await mutate(testApp, documents.deleteEventEndpoint, { id });
  });

  it('goes on over another connection where one that was kept is closed', async () => {
    const sockets = new Set<() => void>();
    const server = createServer((socket) => {
      sockets.add(() => socket.resetAndDestroy());
      socket.on('data', (data) => {
        if (!data.toString().includes('"data":')) return;
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\nkeep-alive: timeout=60\r\n\r\n');
      });
      socket.on('error', () => undefined);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { id } = await makeEndpoint(testApp, { url: `http://127.0.0.1:${port}/` });
    await append(testApp, [order]);
    await tried(id);
    for (const reset of sockets) reset();
    await append(testApp, [order]);
    const { deliveries } = await eventually(async () => {
      const found = await endpointOf(testApp, id);
      return found.lag === 0 && found;
    });
    expect(deliveries.map(({ attempts }) => attempts)).toEqual([1, 1]);
    server.close();
  });
});

describe('an endpoint', () => {
  it('that answers 410 is suspended, and goes on from its cursor when it is enabled', async () => {
    await using receiver = await startReceiver(answering(410));
    const { id } = await makeEndpoint(testApp, { url: receiver.url });
    await append(testApp, [order, order]);
    const suspended = await eventually(async () => {
      const found = await endpointOf(testApp, id);
      return found.status === 'SUSPENDED' && found;
    });
    expect(suspended).toMatchObject({ lag: 2, lastFailure: 'it answered with status 410' });
    expect(await inAttention(id)).toBe(true);
    await testApp.advance(hour);
    expect(receiver.messages).toHaveLength(1);
    receiver.answer(answering(200));
    const input = { id, enabled: true };
    expect(await mutate(testApp, documents.updateEventEndpoint, { input })).toMatchObject({
      endpoint: { status: 'ACTIVE', lastFailure: null },
    });
    await eventually(async () => (await endpointOf(testApp, id)).lag === 0);
    expect(await inAttention(id)).toBe(false);
  });

  it('that has failed for five days is suspended', async () => {
    await using receiver = await startReceiver(answering(500));
    const { id } = await makeEndpoint(testApp, { url: receiver.url });
    for (let day = 0; day < 6; day += 1) {
      await append(testApp, [order]);
      await tried(id);
      await testApp.advance(24 * hour);
      await testApp.app.runDue();
    }
    await append(testApp, [order]);
    const { status } = await eventually(async () => {
      await testApp.advance(24 * hour);
      const found = await endpointOf(testApp, id);
      return found.status === 'SUSPENDED' && found;
    });
    expect(status).toBe('SUSPENDED');
    await mutate(testApp, documents.deleteEventEndpoint, { id });
  });

  it('whose document fits no more is suspended at the next start, and is sent nothing', async () => {
    await using receiver = await startReceiver();
    const document = 'subscription { events { kind } }';
    const { id } = await makeEndpoint(testApp, { url: receiver.url, document });
    const old = 'subscription { events { kind gone } }';
    await testApp.app.deps.queue.commit((tx) =>
      tx.run('update event_endpoints set document = ? where id = ?', old, id),
    );
    await testApp.restart();
    await append(testApp, [order]);
    await testApp.app.runDue();
    expect(await endpointOf(testApp, id)).toMatchObject({
      status: 'SUSPENDED',
      lastFailure: 'its document no longer fits the schema',
    });
    expect(receiver.messages).toEqual([]);
    const enable = { input: { id, enabled: true } };
    const refused = await mutate(testApp, documents.updateEventEndpoint, enable);
    expect(refused).toMatchObject({ issues: [{ path: ['document'] }] });
  });
});
