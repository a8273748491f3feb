import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, follow, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { startServer } from '../support/http-server.ts';
import type { TestServer } from '../support/http-server.ts';
import { created } from '../support/operations.ts';
import { captured } from './captured.ts';

const provider = 'W_CHECKOUT';

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: { stringValue?: string } }[];
}

interface Export {
  resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
}

/** A receiver of OTLP over HTTP. */
let receiver: TestServer;
const spans: Span[] = [];
const paths = new Set<string>();
const capture = captured();
let testApp: TestApp;

beforeAll(async () => {
  receiver = await startServer(({ target, body }, response) => {
    paths.add(target);
    const { resourceSpans } = JSON.parse(body.toString()) as Export;
    for (const { scopeSpans } of resourceSpans)
      spans.push(...scopeSpans.flatMap((one) => one.spans));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url };
  testApp = await openTestApp({ environment, log: capture.log });
});
afterAll(async () => {
  await testApp.close();
  await receiver[Symbol.asyncDispose]();
});

const valueOf = ({ attributes }: Span, name: string) =>
  attributes.find(({ key }) => key === name)?.value.stringValue;

const spanOf = (condition: (span: Span) => boolean): Promise<Span> =>
  eventually(async () => spans.find(condition));

/** Its name and those of the spans that it is a part of, the outermost first. */
async function pathOf(span: Span): Promise<string[]> {
  const { parentSpanId } = span;
  if (parentSpanId === undefined || parentSpanId === '') return [span.name];
  return [...(await pathOf(await spanOf(({ spanId }) => spanId === parentSpanId))), span.name];
}

function post(traceparent: string, name: string): Promise<ArrayBuffer> {
  const authorization = `Bearer ${testApp.key}`;
  const headers = { 'content-type': 'application/json', authorization, traceparent };
  const body = JSON.stringify({ query: `{ ${name} { nodes { id } } }` });
  return fetch(testApp.url, { method: 'POST', headers, body }).then((answer) =>
    answer.arrayBuffer(),
  );
}

describe('traces', () => {
  it("tell an order's whole story under its id: from the operation to the call and the commit, from the webhook to the subscriber", async () => {
    const order = await created(testApp, provider);
    const of = (span: Span): boolean => valueOf(span, 'order') === order.id;
    const following = follow(testApp, documents.orderUpdates, { id: order.id });
    await following.until(({ orderUpdates }) => orderUpdates.kind === 'CAUGHT_UP');
    testApp.sandbox.provider(provider).pay(order.providerReference);
    await following.until(({ orderUpdates }) => orderUpdates.kind === 'EVENT');
    await following.close();

    const call = await spanOf((span) => of(span) && span.name === `${provider} createOrder`);
    expect(await pathOf(call)).toEqual(['createOrder', `${provider} createOrder`]);
    const commit = await spanOf((span) => of(span) && valueOf(span, 'to') === 'AWAITING_PAYMENT');
    expect(await pathOf(commit)).toEqual(['createOrder', 'commit']);
    expect(commit.traceId).toBe(call.traceId);

    const shown = await spanOf((span) => of(span) && span.name === 'subscription event');
    expect(await pathOf(shown)).toEqual([`webhook ${provider}`, 'commit', 'subscription event']);
    expect(valueOf(shown, 'to')).toBe('PAID');
    const request = await spanOf(
      ({ traceId, name }) => traceId === call.traceId && name === 'createOrder',
    );
    expect(valueOf(request, 'order')).toBe(order.id);
    expect(Number(request.endTimeUnixNano)).toBeGreaterThan(Number(call.startTimeUnixNano));

    const logged = capture.of('provider call').filter((line) => line['order'] === order.id);
    expect(new Set(logged.map((line) => line['traceId']))).toEqual(new Set([call.traceId]));
    expect([...paths]).toEqual(['/v1/traces']);
  });

  it('go on what the caller has begun, and begin anew where its header is no traceparent', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    await post(`00-${traceId}-b7ad6b7169203331-01`, 'orders');
    const span = await spanOf(({ name }) => name === 'orders');
    expect([span.traceId, span.parentSpanId]).toEqual([traceId, 'b7ad6b7169203331']);
    await post(`00-${'0'.repeat(32)}-b7ad6b7169203331-01`, 'eventEndpoints');
    const other = await spanOf(({ name }) => name === 'eventEndpoints');
    expect(other.parentSpanId ?? '').toBe('');
    expect(other.traceId).not.toBe(traceId);
  });

  it('have a span for each job, and none for probes', async () => {
    await fetch(testApp.url.replace('/graphql', '/health/live'));
    const order = await created(testApp, provider);
    await testApp.advance(31_000);
    const job = await spanOf(
      (span) => span.name === 'job orders' && valueOf(span, 'order') === order.id,
    );
    const call = await spanOf(({ parentSpanId }) => parentSpanId === job.spanId);
    expect(call.name).toMatch(/^W_CHECKOUT /);
    expect(spans.filter((span) => valueOf(span, 'route') === '/health')).toEqual([]);
  });

  it('hold no credentials and nothing that a client has made up', async () => {
    const text = JSON.stringify(spans);
    const keys = Object.values(testApp.credentials[provider]).filter((one) => one.length > 12);
    expect([testApp.key, testApp.adminKey, ...keys].filter((one) => text.includes(one))).toEqual(
      [],
    );
  });
});

it('a receiver that is away delays nothing, not even the end', async () => {
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' };
  const own = captured();
  const another = await openTestApp({ environment, log: own.log });
  const order = await created(another, provider);
  expect(order.status).toBe('AWAITING_PAYMENT');
  await eventually(async () => own.of('traces are not received; they are dropped').length === 1);
  const began = performance.now();
  await another.close();
  expect(performance.now() - began).toBeLessThan(8_000);
});
