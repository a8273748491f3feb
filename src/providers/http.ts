/**
 * The HTTP side of one account. Each `send` is one attempt: nothing is repeated behind the caller's back and
 * no redirect is followed, and it ends in exactly one of the three ways that `provider.ts` names.
 */
import ky from 'ky';
import { Agent, request as transmit } from 'undici';
import type { Dispatcher } from 'undici';
import type { Pass } from './circuit.ts';
import { describeLoss } from './outcomes.ts';
import { createOutlet } from './outlet.ts';
import type { Outlet } from './outlet.ts';
import { NotSent, OutcomeUnknown } from './provider.ts';
import type { Call, ConnectionTools, Exchange } from './provider.ts';
import { createRedactor } from './redact.ts';
import type { Redactor, RedactOptions } from './redact.ts';
import { refusalIn, urlOf } from './targets.ts';

export interface HttpOptions {
  /** As the account was given them; `limits.timeoutMs` outranks the provider's own. */
  tools: ConnectionTools;
  redact: RedactOptions;
  /** Milliseconds until an answer, body and the wait for a free slot included, counts as lost. */
  timeoutMs?: number;
  /** Milliseconds until the connection must stand. */
  connectTimeoutMs?: number;
  maxResponseBytes?: number;
}

export interface OutgoingRequest {
  /** For the record: "createOrder". */
  operation: string;
  method: 'GET' | 'POST';
  /** Below the base address, with the encoded query: "/checkout/order/info?orderNo=1". */
  path: string;
  /** Sent byte for byte, in UTF-8. */
  body?: string;
  headers?: Readonly<Record<string, string>>;
  /** Headers that depend on what is really sent. A throw means that nothing is. */
  sign?: (exact: ExactRequest) => Record<string, string>;
}

/** What goes over the wire. */
export interface ExactRequest {
  method: string;
  /** Path and encoded query. */
  target: string;
  body: Buffer;
}

export interface Answer {
  request: ExactRequest & { headers: Readonly<Record<string, string>> };
  /** Epoch milliseconds, before the request left. */
  sentAt: number;
  status: number;
  headers: Headers;
  body: Buffer;
}

export interface ProviderHttp {
  /**
   * Sends once and has the answer read. A throw of `read` means that the answer cannot be believed. Throws
   * `NotSent` or `OutcomeUnknown`; answers of 500 and above are never shown to `read`.
   */
  send<Read>(outgoing: OutgoingRequest, call: Call, read: (answer: Answer) => Read): Promise<Read>;
  close(): Promise<void>;
}

const defaultTimeoutMs = 15_000;
const defaultConnectTimeoutMs = 10_000;
const defaultMaxResponseBytes = 2 * 1024 * 1024;
/** Of all headers of an answer together. */
const maxHeaderBytes = 16 * 1024;
/** How much of the time may pass before the request leaves: the rest is for the answer. */
const waitingShare = 0.5;
/** Characters of a body that are kept for the record. */
const maxRecorded = 64 * 1024;

interface Attempt {
  at: number;
  /** Whether it was tried to reach the provider: what failed before says nothing of it. */
  tried: boolean;
  /** Whether the first byte may have been handed to a socket. */
  started: boolean;
  headers: Record<string, string>;
  answer: Answer | null;
}

export function createHttp(options: HttpOptions): ProviderHttp {
  const {
    now,
    monotonic = () => performance.now(),
    log,
    outlet = createOutlet({ now: monotonic, random: () => 0 }),
  } = options.tools;
  const redactor = createRedactor(options.redact);
  const wire = openWire(options, outlet);
  const tellRefused = atMostEvery(60_000, monotonic, (reason: string) => {
    log('warn', 'Nothing was sent: the address of the account may not be called.', { reason });
  });
  return {
    async send(outgoing, call, read) {
      const headers = { accept: 'application/json', 'user-agent': 'paygraph', ...outgoing.headers };
      const state: Attempt = { at: now(), tried: false, started: false, headers, answer: null };
      const startedAt = performance.now();
      let outcome: Exchange['outcome'] = 'ANSWERED';
      let pass: Pass | null = null;
      try {
        pass = outlet.circuit.enter();
        const meant = read(await wire.attempt(outgoing, call, state));
        pass.end('REACHED');
        return meant;
      } catch (error) {
        const refused = refusalIn(error);
        if (refused !== null) tellRefused(refused.message);
        pass?.end(state.tried && refused === null ? 'FAILED' : 'SPARED');
        const lost = classify(error, state, outgoing.operation);
        outcome = lost instanceof NotSent ? 'NOT_SENT' : 'UNKNOWN';
        throw lost;
      } finally {
        call.record({
          operation: outgoing.operation,
          outcome,
          httpStatus: state.answer?.status ?? null,
          durationMs: Math.round(performance.now() - startedAt),
          ...transcript(outgoing, state, redactor),
          at: state.at,
        });
      }
    },
    close: () => wire.close(),
  };
}

interface Wire {
  attempt(outgoing: OutgoingRequest, call: Call, state: Attempt): Promise<Answer>;
  close(): Promise<void>;
}

function openWire(options: HttpOptions, { slots, targets }: Outlet): Wire {
  const { maxResponseBytes = defaultMaxResponseBytes } = options;
  const { baseUrl, limits } = options.tools;
  const timeoutMs = limits?.timeoutMs ?? options.timeoutMs ?? defaultTimeoutMs;
  const agent = openAgent(options, { slots, targets }, timeoutMs);
  let closing: Promise<void> | null = null;
  const client = ky.create({ retry: 0, redirect: 'manual', throwHttpErrors: false });

  /** Signs and sends what ky has made; it is called once for each attempt, with the final request. */
  async function fetchSigned(
    request: Request,
    sign: OutgoingRequest['sign'],
    call: Call,
    state: Attempt,
  ): Promise<Response> {
    const body = Buffer.from(await request.arrayBuffer());
    const exact = exactRequest(request, body);
    Object.assign(state.headers, sign?.(exact));
    state.tried = true;
    const reply = await transmit(request.url, {
      method: exact.method,
      headers: state.headers,
      body: body.length === 0 ? null : body,
      signal: request.signal,
      dispatcher: agent.compose(
        watchStart(() => {
          state.started = true;
          call.leaving?.();
        }),
      ),
    });
    state.answer = {
      request: { ...exact, headers: state.headers },
      sentAt: state.at,
      status: reply.statusCode,
      headers: toHeaders(reply.headers),
      body: await readBody(reply.body, maxResponseBytes),
    };
    return new Response(null, { status: reply.statusCode });
  }

  return {
    async attempt(outgoing, call, state) {
      const url = urlOf(baseUrl, outgoing.path, targets);
      const askedAt = performance.now();
      const giveBack = await slots.take(timeoutMs * waitingShare, call.lane);
      try {
        await client(url, {
          method: outgoing.method,
          timeout: Math.max(timeoutMs - (performance.now() - askedAt), 1),
          ...(outgoing.body === undefined ? {} : { body: outgoing.body }),
          fetch: (request) => fetchSigned(request as Request, outgoing.sign, call, state),
        });
      } finally {
        giveBack();
      }
      if (state.answer === null) throw new OutcomeUnknown('no answer was read');
      if (state.answer.status >= 500) throw new OutcomeUnknown(`HTTP ${state.answer.status}`);
      return state.answer;
    },
    close: () => (closing ??= agent.close()),
  };
}

function openAgent(
  { connectTimeoutMs = defaultConnectTimeoutMs }: HttpOptions,
  { slots, targets }: Pick<Outlet, 'slots' | 'targets'>,
  timeoutMs: number,
): Agent {
  const { lookup } = targets;
  return new Agent({
    // HTTP/2 would send unanswered requests again on its own after a GOAWAY.
    allowH2: false,
    connections: slots.count,
    maxHeaderSize: maxHeaderBytes,
    connect: {
      timeout: Math.min(connectTimeoutMs, timeoutMs),
      // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED in the environment changes nothing.
      rejectUnauthorized: true,
      ...(lookup === undefined ? {} : { lookup }),
    },
  });
}

function exactRequest(request: Request, body: Buffer): ExactRequest {
  const { pathname, search } = new URL(request.url);
  return { method: request.method, target: pathname + search, body };
}

/**
 * Only what has not been handed to a socket is surely not sent, whatever the error is called. The error
 * itself is not kept as the cause: ky names the whole address in it, which may carry credentials.
 */
function classify(error: unknown, state: Attempt, operation: string): NotSent | OutcomeUnknown {
  const message = `${operation}: ${describeLoss(error)}`;
  return state.started ? new OutcomeUnknown(message) : new NotSent(message);
}

/** The first call, and later ones that are so many milliseconds apart; the others are left out. */
function atMostEvery(ms: number, now: () => number, tell: (reason: string) => void) {
  let toldAt = -Infinity;
  return (reason: string): void => {
    if (now() - toldAt < ms) return;
    toldAt = now();
    tell(reason);
  };
}

/** Tells when the request goes to a socket: undici calls `onRequestStart` right before its first write. */
function watchStart(onStart: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart: (controller, context) => {
        onStart();
        handler.onRequestStart?.(controller, context);
      },
      onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
      onResponseStart: (...args) => handler.onResponseStart?.(...args),
      onResponseData: (...args) => handler.onResponseData?.(...args),
      onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
      onResponseError: (...args) => handler.onResponseError?.(...args),
    });
}

async function readBody(body: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) throw new OutcomeUnknown('the answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function toHeaders(given: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  return headers;
}

function transcript(
  { operation, method, path, body = '' }: OutgoingRequest,
  { headers, answer }: Attempt,
  redactor: Redactor,
): Pick<Exchange, 'request' | 'response'> {
  const masked = redactor.exchange(operation, {
    target: answer?.request.target ?? path,
    headers,
    body,
    // Cut before it is masked, and not too short to fill the record after it.
    response: answer && answer.body.toString('utf8', 0, 4 * maxRecorded),
  });
  const lines = Object.entries(masked.headers).map(([name, value]) => `${name}: ${value}`);
  const request = [`${method} ${masked.target}`, ...lines, '', masked.body];
  return {
    request: request.join('\n').slice(0, maxRecorded),
    response: masked.response?.slice(0, maxRecorded) ?? null,
  };
}
