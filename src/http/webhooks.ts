import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { BodyTooLargeError, ClientGoneError, readBody } from './body.ts';
import { reply, replyText } from './reply.ts';

export type WebhookTopic = 'orders' | 'refunds' | 'settlements' | null;

/** A delivery as it came in: nothing is verified, nothing parsed. */
export interface WebhookInput {
  accountId: string;
  /** The last part of the address, where there is one. */
  topic: WebhookTopic;
  /** Names in lower case; what came more than once is joined with ", ". */
  headers: Record<string, string>;
  body: Buffer;
  /** Milliseconds since the epoch. */
  receivedAt: number;
}

/** The acknowledgement in the provider's own words. */
export interface WebhookReply {
  status: number;
  contentType: string;
  body: string;
}

export interface WebhookDeps {
  receive(input: WebhookInput): Promise<WebhookReply>;
  onUnexpectedError(error: unknown, requestId: string): void;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Told the seconds that each delivery took. */
  observe?(seconds: number): void;
}

/** Never rejects: what is thrown is logged and answered with 500, upon which providers try again. */
export async function serveWebhook(
  deps: WebhookDeps,
  req: IncomingMessage,
  res: ServerResponse,
  address: Pick<WebhookInput, 'accountId' | 'topic'>,
): Promise<void> {
  const started = performance.now();
  try {
    const receivedAt = deps.now();
    const body = await readBody(req);
    const ack = await deps.receive({ ...address, headers: headersOf(req), body, receivedAt });
    reply(res, ack.status, ack.contentType, ack.body);
  } catch (error) {
    if (error instanceof ClientGoneError) return;
    if (error instanceof BodyTooLargeError) {
      replyText(res, 413, 'Payload too large\n', { connection: 'close' });
      return;
    }
    deps.onUnexpectedError(error, randomUUID());
    replyText(res, 500, 'Internal error\n');
  }
  deps.observe?.((performance.now() - started) / 1000);
}

function headersOf(req: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(req.headersDistinct)) {
    if (values) headers[name] = values.join(', ');
  }
  return headers;
}
