import { createHmac, randomBytes } from 'node:crypto';
import { usageError } from '../errors.ts';

/** The value of `events` in a result of the subscription. */
export interface EventItem {
  kind: string;
  cursor: string;
  event: LogEvent | null;
}

export interface LogEvent {
  id: string;
  type: string;
  from: string | null;
  to: string | null;
  recordedAt: string;
  subject: { __typename: string; id: string };
}

/** A way to deliver one event. Resolves to the status of the answer; rejects where there is none. */
export type Post = (item: EventItem & { event: LogEvent }, signal: AbortSignal) => Promise<number>;

const timeoutMs = 15_000;
const secretPrefix = 'whsec_';

/** A secret of Standard Webhooks: https://www.standardwebhooks.com */
export const newSecret = (): string => secretPrefix + randomBytes(32).toString('base64');

/** The key in a secret. Throws a `CommandError`. */
export function readSecret(secret: string): Buffer {
  const encoded = secret.startsWith(secretPrefix) ? secret.slice(secretPrefix.length) : '';
  if (/^[A-Za-z\d+/]{22,88}={0,2}$/.test(encoded)) return Buffer.from(encoded, 'base64');
  throw usageError('PAYGRAPH_FORWARD_SECRET must be whsec_ and 16 to 64 bytes in Base64.');
}

/** Sends events as an endpoint of the API would get them, each signed anew. */
export function createPost(url: string, key: Buffer): Post {
  return async (item, signal) => {
    const { event, cursor } = item;
    const content = { type: event.type, timestamp: event.recordedAt, cursor, data: item };
    const body = JSON.stringify(content);
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signed = `${event.id}.${timestamp}.${body}`;
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': event.id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    await response.body?.cancel();
    return response.status;
  };
}
