import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { orderInput } from '../support/operations.ts';
import { paygraph } from './run.ts';

let testApp: TestApp;
let start: string;
const folder = mkdtempSync(join(tmpdir(), 'paygraph-listen-'));
const key = Buffer.from('0123456789abcdef0123456789abcdef');
const environment = { PAYGRAPH_FORWARD_SECRET: `whsec_${key.toString('base64')}` };

interface Received {
  headers: Record<string, string | string[] | undefined>;
  text: string;
  body: {
    type: string;
    cursor: string;
    data: { cursor: string; event: { id: string; type: string; subject: { id: string } } };
  };
}

/** The developer's machine. `answers`: the next statuses, 200 when there are none. */
let received: Received[] = [];
let answers: number[] = [];
async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const content = await text(request);
  received.push({
    headers: request.headers,
    text: content,
    body: JSON.parse(content) as Received['body'],
  });
  response.writeHead(answers.shift() ?? 200).end('received');
}
const developer = createServer((request, response) => void receive(request, response));
let forward: string;

beforeAll(async () => {
  testApp = await openTestApp();
  await new Promise<void>((resolve) => developer.listen(0, '127.0.0.1', resolve));
  forward = `http://127.0.0.1:${(developer.address() as AddressInfo).port}/hooks`;
});
afterAll(async () => {
  developer.close();
  rmSync(folder, { recursive: true, force: true });
  await testApp.close();
});

const newest = `{ events(first: 100) { edges { cursor } } }`;
const create = `mutation ($input: CreateOrderInput!) {
  createOrder(input: $input) { ... on CreateOrderSuccess { order { id } } }
}`;

async function createOrder(): Promise<string> {
  const input = orderInput(testApp, 'W_CHECKOUT');
  const { data } = await testApp.post({ query: create, variables: { input } });
  return (data as { createOrder: { order: { id: string } } }).createOrder.order.id;
}

beforeEach(async () => {
  received = [];
  answers = [];
  await createOrder();
  const { data } = await testApp.post({ query: newest });
  const { events } = data as { events: { edges: { cursor: string }[] } };
  start = events.edges.at(-1)?.cursor ?? '';
});

const typesOf = (id: string): string[] =>
  received
    .map(({ body }) => body.data.event)
    .filter(({ subject }) => subject.id === id)
    .map(({ type }) => type);

describe('listen', () => {
  it('forwards each event once, in the order of its subject, signed as by Standard Webhooks', async () => {
    const orders = [await createOrder(), await createOrder()];
    const parameters = [
      'listen',
      '--after',
      start,
      '--forward',
      forward,
      '--events',
      '4',
      '--json',
    ];
    const { code, values } = await paygraph(testApp, parameters, { environment });
    expect(code).toBe(0);
    for (const id of orders) expect(typesOf(id)).toEqual(['ORDER_CREATED', 'ORDER_STATUS_CHANGED']);
    expect(new Set(received.map(({ body }) => body.data.event.id)).size).toBe(4);
    for (const { headers, text: content, body } of received) {
      const signed = `${body.data.event.id}.${String(headers['webhook-timestamp'])}.${content}`;
      const signature = createHmac('sha256', key).update(signed).digest('base64');
      expect(headers).toMatchObject({
        'webhook-id': body.data.event.id,
        'webhook-signature': `v1,${signature}`,
        'content-type': 'application/json',
      });
      expect(body).toMatchObject({ type: body.data.event.type, cursor: body.data.cursor });
    }
    expect(values()).toHaveLength(4);
    expect(values()).toContainEqual(
      expect.objectContaining({
        forwarded: { status: 200, tries: 1, durationMs: expect.any(Number) },
      }),
    );
  });

  it('goes on where it ended, from a file, without an event missed or repeated', async () => {
    const file = join(folder, 'cursor');
    const one = await createOrder();
    const place = ['--cursor-file', file, '--forward', forward];
    const first = ['listen', '--after', start, ...place, '--events', '1'];
    expect(await paygraph(testApp, first, { environment })).toMatchObject({ code: 0 });
    expect(readFileSync(file, 'utf8').trim()).toBe(received[0]?.body.cursor);
    const two = await createOrder();
    const second = ['listen', ...place, '--events', '3'];
    expect(await paygraph(testApp, second, { environment })).toMatchObject({ code: 0 });
    for (const id of [one, two])
      expect(typesOf(id)).toEqual(['ORDER_CREATED', 'ORDER_STATUS_CHANGED']);
    expect(received).toHaveLength(4);
  });

  it('tries again what is not accepted, before what follows of the same order', async () => {
    const id = await createOrder();
    answers = [500, 302];
    const parameters = ['listen', '--after', start, '--forward', forward, '--events', '2'];
    const { code, lines } = await paygraph(testApp, parameters, { environment });
    expect(code).toBe(0);
    expect(typesOf(id)).toEqual([
      'ORDER_CREATED',
      'ORDER_CREATED',
      'ORDER_CREATED',
      'ORDER_STATUS_CHANGED',
    ]);
    expect(lines[0]).toMatch(/ORDER_CREATED +ord_\w+ .*HTTP 200 in \d+ ms, 3 tries$/);
  });

  it('shows events that are forwarded nowhere, of the types that are wanted', async () => {
    const id = await createOrder();
    const parameters = [
      'listen',
      '--after',
      start,
      '--types',
      'ORDER_STATUS_CHANGED',
      '--events',
      '1',
    ];
    const { code, lines } = await paygraph(testApp, parameters);
    expect(code).toBe(0);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      new RegExp(`ORDER_STATUS_CHANGED  ${id}  SUBMITTING → AWAITING_PAYMENT$`),
    );
    expect(received).toEqual([]);
  });

  it('ends when it is interrupted, and shows the secret that it has made', async () => {
    const interrupt = new AbortController();
    const running = paygraph(testApp, ['listen', '--after', start, '--forward', forward], {
      signal: interrupt.signal,
    });
    await createOrder();
    await expect.poll(() => received.length, { timeout: 10_000 }).toBe(2);
    interrupt.abort();
    const { code, errors } = await running;
    expect(code).toBe(0);
    expect(errors).toMatch(/signs with whsec_[A-Za-z\d+/]{43}=/);
    expect(errors).not.toContain('    at ');
  });

  it('says what is wrong with a cursor or a type that the server does not know', async () => {
    const type = await paygraph(testApp, ['listen', '--types', 'ORDER']);
    expect(type.code).toBe(1);
    expect(type.errors).toContain('BAD_USER_INPUT');
  });
});
