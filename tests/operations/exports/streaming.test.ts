import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createExportEndpoint } from '../../../src/http/exports/endpoint.ts';
import { sendParts } from '../../../src/http/exports/send.ts';
import { eventually, openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { paid } from '../../support/operations.ts';
import { ask, download, kinds, rowsOfNdjson } from './files.ts';
import { copyOrders } from './many.ts';

const orders = 1500;

describe('an export of many orders', () => {
  let testApp: TestApp;
  beforeAll(async () => {
    testApp = await openTestApp();
    const order = await paid(testApp, 'W_CHECKOUT');
    await copyOrders(testApp.app.deps.queue, order.id, orders);
  });
  afterAll(() => testApp.close());

  it('has all of them, each once', async () => {
    const rows = rowsOfNdjson((await download(testApp, 'orders.ndjson')).text);
    expect(rows).toHaveLength(orders + 1);
    expect(new Set(rows.map(({ order }) => order)).size).toBe(orders + 1);
    const movements = rowsOfNdjson((await download(testApp, 'movements.ndjson')).text);
    expect(movements).toHaveLength(orders + 1);
  });

  it.each(kinds.filter((kind) => kind !== 'movements'))(
    'of %s that is cut in mid-stream goes on from its last whole line',
    async (kind) => {
      const whole = await download(testApp, `${kind}.ndjson`);
      const to = whole.cursor;
      const cut = new AbortController();
      const response = await ask(testApp, `${kind}.ndjson?to=${to}`, {
        signal: cut.signal,
        headers: { authorization: `Bearer ${testApp.key}` },
      });
      let text = '';
      try {
        for await (const part of response.body ?? []) {
          text += Buffer.from(part as Uint8Array).toString('utf8');
          cut.abort();
        }
      } catch {
        // The client has cut it off.
      }
      const lines = text.slice(0, text.lastIndexOf('\n') + 1);
      const after = String(rowsOfNdjson(lines).at(-1)?.['cursor']);
      const rest = await download(testApp, `${kind}.ndjson`, lines === '' ? { to } : { after, to });
      expect(lines + rest.text).toBe(whole.text);
    },
  );

  it('ends with a whole file where the server is restarted, or with an error', async () => {
    const whole = await download(testApp, 'events.ndjson');
    const response = await ask(testApp, `events.ndjson?to=${whole.cursor}`);
    const reading = response.text().catch((error: unknown) => error);
    await testApp.restart();
    const text = await reading;
    expect(typeof text === 'string' ? text : whole.text).toBe(whole.text);
    const again = await download(testApp, 'events.ndjson', { to: whole.cursor });
    expect(again.text).toBe(whole.text);
  });
});

describe('a merchant that has as many exports under way as it may have', () => {
  it('is refused another one until one of them ends, and no other merchant is', async () => {
    const parts = Promise.withResolvers<string>();
    const keys: Record<string, string> = { a: 'mer_1', b: 'mer_2' };
    const endpoint = createExportEndpoint(
      {
        authenticate: async ({ headers }) => {
          const merchantId = keys[headers.authorization ?? ''] ?? '';
          return { kind: 'API_KEY', keyId: 'key', merchantId, scopes: ['READ'] };
        },
        open: async () => ({
          contentType: 'text/csv',
          after: 'A',
          cursor: 'C',
          async *parts() {
            yield 'a';
            yield await parts.promise;
          },
        }),
        asCaller: (_principal, work) => work(),
        onUnexpectedError: (error) => expect.fail(String(error)),
        atOnce: 2,
      },
      async (_req, res, status) => void res.writeHead(status).end(),
    );
    const server = createServer((req, res) => void endpoint(req, res, '/exports/orders.csv'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const from = (key: string) =>
      fetch(`http://127.0.0.1:${port}`, { headers: { authorization: key } });
    const begun = [await from('a'), await from('a'), await from('b')];
    expect(begun.map(({ status }) => status)).toEqual([200, 200, 200]);
    const refused = await from('a');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
    expect(await refused.json()).toEqual({ error: 'Too many exports at once' });
    parts.resolve('b');
    expect(await Promise.all(begun.map((one) => one.text()))).toEqual(['ab', 'ab', 'ab']);
    await eventually(async () => (await from('a')).status === 200);
    server.closeAllConnections();
    server.close();
  });
});

/** A client that takes what it is sent only when it says so. */
class SlowClient extends EventEmitter {
  destroyed = false;
  ended = false;
  readonly taken: string[] = [];
  write(part: string): boolean {
    this.taken.push(part);
    return false;
  }
  end(): void {
    this.ended = true;
  }
}

async function* numbered(asked: number[]): AsyncGenerator<string, void> {
  for (let at = 1; at <= 5; at += 1) {
    asked.push(at);
    yield `${at}\n`;
  }
}

const turns = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('parts of a file', () => {
  it('are made one by one, when the client has taken the last', async () => {
    const client = new SlowClient();
    const asked: number[] = [];
    const sent = sendParts(client as unknown as ServerResponse, numbered(asked));
    for (let at = 1; at <= 5; at += 1) {
      await turns();
      expect(asked).toEqual(Array.from({ length: at }, (_, index) => index + 1));
      client.emit('drain');
    }
    await sent;
    expect(client.ended).toBe(true);
    expect(client.taken.join('')).toBe('1\n2\n3\n4\n5\n');
  });

  it('are made no more once the client is gone', async () => {
    const client = new SlowClient();
    const asked: number[] = [];
    const sent = sendParts(client as unknown as ServerResponse, numbered(asked));
    await turns();
    client.destroyed = true;
    client.emit('close');
    await sent;
    expect([asked, client.ended]).toEqual([[1], false]);
    expect(client.listenerCount('drain') + client.listenerCount('close')).toBe(0);
  });
});
