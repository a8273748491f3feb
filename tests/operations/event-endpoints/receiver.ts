import { createPublicKey, verify } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';
import type { ExecutionResult } from 'graphql';
import { print } from 'graphql';
import type { EventType } from '../../../src/domain/event.ts';
import { appendEvents } from '../../../src/store/queries/log/append.ts';
import { eventually } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { startServer } from '../../support/http-server.ts';
import type { Received } from '../../support/http-server.ts';

/** The merchant's side of an event endpoint. */

/** An event as the merchant's system has received it. */
export interface Message {
  id: string;
  timestamp: number;
  signature: string;
  raw: Buffer;
  body: {
    type: EventType;
    timestamp: string;
    cursor: string;
    data: { kind: string; event: { id: string; version: number; subject: { id: string } } };
  };
}

export type Answer = (message: Message, response: ServerResponse, nth: number) => void;

export const answering =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (_message, response) =>
    void response.writeHead(status, headers).end('{"secret":"of the other side"}');

export interface Receiver extends AsyncDisposable {
  url: string;
  messages: Message[];
  /** Resolves once so many have come. */
  count(count: number): Promise<Message[]>;
  /** From now on. */
  answer(how: Answer): void;
}

export async function startReceiver(how: Answer = answering(200)): Promise<Receiver> {
  const messages: Message[] = [];
  let now = how;
  const server = await startServer((request, response) => {
    const message = messageOf(request);
    messages.push(message);
    now(message, response, messages.length);
  });
  return {
    url: `${server.url}/events?token=of-ours`,
    messages,
    count: (count) => eventually(async () => messages.length >= count && messages),
    answer: (next) => (now = next),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function messageOf({ headers, body }: Received): Message {
  return {
    id: String(headers['webhook-id']),
    timestamp: Number(headers['webhook-timestamp']),
    signature: String(headers['webhook-signature']),
    raw: body,
    body: JSON.parse(body.toString()) as Message['body'],
  };
}

/** Verifies with the project's own library, at the moment at which the message was sent. */
export function verified(secret: string, message: Message): unknown {
  const { now } = Date;
  Date.now = () => message.timestamp * 1000;
  try {
    return new Webhook(secret).verify(message.raw.toString(), headersOf(message));
  } finally {
    Date.now = now;
  }
}

const headersOf = ({ id, timestamp, signature }: Message) => ({
  'webhook-id': id,
  'webhook-timestamp': String(timestamp),
  'webhook-signature': signature,
});

/** Whether one of the signatures `v1a` is of this key: `whpk_…`. */
export function isSignedBy(publicKey: string, { id, timestamp, signature, raw }: Message): boolean {
  const x = Buffer.from(publicKey.replace('whpk_', ''), 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), raw]);
  return signature
    .split(' ')
    .filter((one) => one.startsWith('v1a,'))
    .some((one) => verify(null, content, key, Buffer.from(one.slice(4), 'base64')));
}

export async function makeEndpoint(testApp: Pick<TestApp, 'post'>, input: object) {
  const result = await sent(testApp, documents.createEventEndpoint, { input });
  const { endpoint, secret, publicKey } = result as {
    endpoint?: { id: string; cursor: string };
    secret: string;
    publicKey: string | null;
  };
  if (endpoint === undefined) throw new Error(JSON.stringify(result));
  return { ...endpoint, secret, publicKey };
}

async function sent(testApp: Pick<TestApp, 'post'>, document: object, variables: object) {
  const query = print(document as never);
  const { data, errors }: ExecutionResult = await testApp.post({ query, variables });
  if (errors?.[0]) throw new Error(errors[0].message);
  return Object.values(data ?? {})[0] as Record<string, unknown>;
}

/** An endpoint with its deliveries, newest first. */
export async function endpointOf(testApp: TestApp, id: string, more: object = {}) {
  const { node } = await testApp.request(documents.eventDeliveries, { id, first: 100, ...more });
  if (node?.__typename !== 'EventEndpoint') throw new Error(`no endpoint ${id}`);
  return { ...node, deliveries: node.deliveries.nodes, page: node.deliveries.pageInfo };
}

/** Writes events of orders into the log: as many as there are ids, in their order. Returns the ids of the events. */
export async function append(
  { app, merchantId }: Pick<TestApp, 'app' | 'merchantId'>,
  orders: readonly string[],
  type: EventType = 'ORDER_UPDATED',
): Promise<string[]> {
  const { queue, ids, now } = app.deps;
  const same = { merchantId, type, version: 1, from: 'PENDING', to: 'PENDING' };
  const events = orders.map((orderId) => ({
    ...same,
    id: ids.make('evt'),
    subjectId: orderId,
    orderId,
    settlementId: null,
    cause: 'PROVIDER_QUERY' as const,
    deliveryId: null,
    occurredAt: null,
    recordedAt: now(),
    state: {},
    movements: [],
  }));
  await queue.commit((tx) => appendEvents(tx, events));
  return events.map(({ id }) => id);
}
