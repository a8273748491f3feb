import type { IncomingMessage, ServerResponse } from 'node:http';
import { UnavailableError } from '../domain/errors.ts';
import { requestIdNow } from '../log/work.ts';
import { BodyTooLargeError, BodyTooSlowError, ClientGoneError, readBody } from './body.ts';
import type { BodyRate } from './body.ts';
import { createRateLimiter } from './trust/rate-limiter.ts';
import { slowDown } from './trust/penalty.ts';
import type { Penalty } from './trust/penalty.ts';
import { refuseForNow } from './refuse.ts';
import { reply, replyText } from './reply.ts';
import { networkOf } from './source.ts';
import type { SourceOf } from './source.ts';

/** The same as `WebhookTopic` of providers/provider.ts, which http may not import (docs/architecture.md#floors). */
export type WebhookTopic = 'orders' | 'refunds' | 'settlements' | null;

/**
 * A delivery as received, neither verified nor parsed. It is passed on as the `IncomingWebhook` of the operations,
 * which is made of types of the providers. http may not import those.
 */
export interface WebhookInput {
  accountId: string;
  /** The last part of the path; null where it has none. */
  topic: WebhookTopic;
  /** Names are in lower case. The values of a repeated header are joined with ", ". */
  headers: Record<string, string>;
  body: Buffer;
  /** Milliseconds since the epoch. */
  receivedAt: number;
}

/**
 * The acknowledgement that the provider expects. 401 where the delivery is not genuine. The same as `WebhookAck` of
 * providers/provider.ts, which http may not import.
 */
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
  /** Called with the seconds that each delivery took. */
  observe?(seconds: number): void;
  /** The minimum rate of its body. */
  bodyRate?: BodyRate;
}

export interface WebhookEndpointOptions {
  sourceOf: SourceOf;
  penalty: Penalty;
  /** Deliveries per second that are accepted from one source. */
  perSecond: number;
  bodyBytes: number;
}

export type WebhookAddress = Pick<WebhookInput, 'accountId' | 'topic'>;

export type WebhookEndpoint = (
  req: IncomingMessage,
  res: ServerResponse,
  address: WebhookAddress,
) => Promise<void>;

/**
 * Never rejects. An error is logged and answered with 500, after which providers retry. 503 where nothing can be
 * written.
 */
export function createWebhookEndpoint(
  deps: WebhookDeps,
  options: WebhookEndpointOptions,
): WebhookEndpoint {
  const { sourceOf, penalty, bodyBytes } = options;
  const limiter = createRateLimiter(options.perSecond);

  async function receive(req: IncomingMessage, res: ServerResponse, address: WebhookAddress) {
    const started = performance.now();
    const receivedAt = deps.now();
    const body = await readBody(req, bodyBytes, deps.bodyRate);
    const ack = await deps.receive({ ...address, headers: headersOf(req), body, receivedAt });
    deps.observe?.((performance.now() - started) / 1000);
    const isRefused = ack.status === 401;
    if (isRefused && (await penalty.refused(sourceOf(req)))) refuseForNow(res);
    else reply(res, ack.status, ack.contentType, ack.body);
  }

  return async (req, res, address) => {
    if (limiter.take(networkOf(sourceOf(req)), 0) === null) {
      // Before the body is read.
      refuseForNow(res);
      return;
    }
    try {
      await receive(req, res, address);
    } catch (error) {
      answerFailure(deps, res, error);
    }
  };
}

function answerFailure(deps: WebhookDeps, res: ServerResponse, error: unknown): void {
  if (error instanceof ClientGoneError) return;
  const close = { connection: slowDown.connection };
  if (error instanceof BodyTooLargeError) {
    replyText(res, 413, 'Payload too large\n', close);
  } else if (error instanceof BodyTooSlowError) {
    replyText(res, 408, 'Request timeout\n', close);
  } else if (error instanceof UnavailableError) {
    replyText(res, 503, 'Unavailable\n', { 'retry-after': '5' });
  } else {
    deps.onUnexpectedError(error, requestIdNow());
    replyText(res, 500, 'Internal error\n');
  }
}

function headersOf({ rawHeaders }: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = [rawHeaders[at]?.toLowerCase(), rawHeaders[at + 1]];
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}, ${value}`;
  }
  return headers;
}
