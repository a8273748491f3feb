/**
 * The HTTP client of one account. Each `send` is one attempt: it repeats nothing on its own and follows no redirect.
 * It ends in exactly one of the three ways of `Connection` in `provider.ts`.
 */
import { createSecureContext } from 'node:tls';
import { Agent } from 'undici';
import type { Dispatcher } from 'undici';
import type { Pass } from './circuit.ts';
import { classify } from './outcomes.ts';
import { createEgress } from './egress.ts';
import type { Egress } from './egress.ts';
import { NotSent, OutcomeUnknown, RefusedForNow } from './provider.ts';
import type { Call, ConnectionTools, Exchange } from './provider.ts';
import { createRedactor, transcript } from './redact.ts';
import type { RedactOptions } from './redact.ts';
import { refusalIn, urlOf } from './targets.ts';

export interface HttpOptions {
  /** `limits.timeoutMs` of the tools outranks `timeoutMs` below. */
  tools: ConnectionTools;
  redact: RedactOptions;
  /** Milliseconds for the whole call: the wait for a free slot, the request, and the complete answer. */
  timeoutMs?: number;
  /** Milliseconds within which the connection must be established. */
  connectTimeoutMs?: number;
  maxResponseBytes?: number;
}

export interface OutgoingRequest {
  /** Names the call in its record: "createOrder". */
  operation: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base address, with the encoded query: "/checkout/order/info?orderNo=1". */
  path: string;
  /** Sent byte for byte, in UTF-8. */
  body?: string;
  headers?: Readonly<Record<string, string>>;
  /** Headers that depend on the exact request. If it throws, nothing is sent. */
  sign?: (exact: ExactRequest) => Record<string, string>;
}

/** The request as it goes over the wire. */
export interface ExactRequest {
  method: string;
  /** Path and encoded query. */
  target: string;
  body: Buffer;
}

export interface HttpResponse {
  request: ExactRequest & { headers: Readonly<Record<string, string>> };
  /** Epoch milliseconds, before the request left. */
  sentAt: number;
  status: number;
  headers: ResponseHeaders;
  body: Buffer;
}

export interface ResponseHeaders {
  /** Joins several headers of one name by ", ". Null if there is none. */
  get(name: string): string | null;
}

export interface ProviderHttp {
  /**
   * Sends once and passes the answer to `read`. Throws `NotSent` or `OutcomeUnknown`. If `read` throws, the answer
   * cannot be believed and the outcome is unknown. `read` never sees an answer with a status of 500 or above.
   */
  send<Read>(
    outgoing: OutgoingRequest,
    call: Call,
    read: (response: HttpResponse) => Read,
  ): Promise<Read>;
  close(): Promise<void>;
}

const defaultTimeoutMs = 15_000;
const defaultConnectTimeoutMs = 10_000;
const defaultMaxResponseBytes = 2 * 1024 * 1024;
/** For all headers of an answer together. */
const maxHeaderBytes = 16 * 1024;
/** The share of the timeout that a request may wait for a slot. The rest is for the answer. */
const waitingShare = 0.5;

interface Attempt {
  at: number;
  /** Whether the call got as far as the provider's address. A failure before that says nothing about the provider. */
  tried: boolean;
  /** Whether the first byte may have been handed to a socket. */
  started: boolean;
  headers: Record<string, string>;
  response: HttpResponse | null;
}

export function createHttp(options: HttpOptions): ProviderHttp {
  const {
    now,
    monotonic = () => performance.now(),
    log,
    egress = createEgress({ now: monotonic, random: () => 0 }),
  } = options.tools;
  const redactor = createRedactor(options.redact);
  const wire = openWire(options, egress);
  const logRefused = atMostEvery(60_000, monotonic, (reason: string) => {
    log('warn', 'Nothing was sent: the address of the account may not be called.', { reason });
  });
  return {
    async send(outgoing, call, read) {
      const headers = { accept: 'application/json', 'user-agent': 'paygraph', ...outgoing.headers };
      const state: Attempt = { at: now(), tried: false, started: false, headers, response: null };
      const startedAt = performance.now();
      let outcome: Exchange['outcome'] = 'ANSWERED';
      let pass: Pass | null = null;
      try {
        pass = egress.circuit.enter();
        const result = read(await wire.attempt(outgoing, call, state));
        pass.end('REACHED');
        return result;
      } catch (error) {
        const refused = refusalIn(error);
        if (refused !== null) logRefused(refused.message);
        const isSpared = !state.tried || refused !== null;
        // A provider that refuses for now is there.
        pass?.end(error instanceof RefusedForNow ? 'REACHED' : isSpared ? 'SPARED' : 'FAILED');
        const lost = classify(error, state.started, outgoing.operation);
        outcome = lost instanceof NotSent ? 'NOT_SENT' : 'UNKNOWN';
        throw lost;
      } finally {
        call.record({
          operation: outgoing.operation,
          outcome,
          httpStatus: state.response?.status ?? null,
          durationMs: Math.round(performance.now() - startedAt),
          ...transcript(redactor, outgoing.operation, {
            method: outgoing.method,
            target: state.response?.request.target ?? outgoing.path,
            headers,
            body: outgoing.body ?? '',
            response: state.response?.body ?? null,
          }),
          at: state.at,
        });
      }
    },
    close: () => wire.close(),
  };
}

interface Wire {
  attempt(outgoing: OutgoingRequest, call: Call, state: Attempt): Promise<HttpResponse>;
  close(): Promise<void>;
}

function openWire(options: HttpOptions, { slots, targets }: Egress): Wire {
  const { maxResponseBytes = defaultMaxResponseBytes } = options;
  const { baseUrl, limits } = options.tools;
  const timeoutMs = limits?.timeoutMs ?? options.timeoutMs ?? defaultTimeoutMs;
  const agent = openAgent(options, { slots, targets }, timeoutMs);
  let closing: Promise<void> | null = null;

  /** Signs and sends, once. */
  async function transmit(
    { method, body, sign }: OutgoingRequest,
    { origin, pathname, search }: URL,
    state: Attempt,
    terms: Terms,
  ): Promise<HttpResponse> {
    const exact = { method, target: pathname + search, body: Buffer.from(body ?? '') };
    Object.assign(state.headers, sign?.(exact));
    state.tried = true;
    const sent = { origin, path: exact.target, method, headers: state.headers };
    const content = exact.body.length === 0 ? null : exact.body;
    const reply = await exchange(agent, { ...sent, body: content }, terms);
    return { request: { ...exact, headers: state.headers }, sentAt: state.at, ...reply };
  }

  return {
    async attempt(outgoing, call, state) {
      const url = new URL(urlOf(baseUrl, outgoing.path, targets));
      const waitingSince = performance.now();
      const release = await slots.acquire(timeoutMs * waitingShare, call.priority);
      const started = (): void => {
        state.started = true;
        call.leaving?.();
      };
      try {
        const withinMs = Math.max(timeoutMs - (performance.now() - waitingSince), 1);
        const terms = { withinMs, maxBytes: maxResponseBytes, started };
        state.response = await transmit(outgoing, url, state, terms);
      } finally {
        release();
      }
      if (state.response.status >= 500) throw new OutcomeUnknown(`HTTP ${state.response.status}`);
      return state.response;
    },
    close: () => (closing ??= agent.close()),
  };
}

/** The certificates that are trusted. Reading them takes 10 ms, so that is done before anybody waits. */
const secureContext = createSecureContext();

function openAgent(
  { connectTimeoutMs = defaultConnectTimeoutMs }: HttpOptions,
  { slots, targets }: Pick<Egress, 'slots' | 'targets'>,
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
      // Explicit, so that NODE_TLS_REJECT_UNAUTHORIZED in the environment changes nothing.
      rejectUnauthorized: true,
      secureContext,
      ...(lookup === undefined ? {} : { lookup }),
    },
  });
}

/** Runs at most once in `ms` milliseconds and drops the calls in between. */
function atMostEvery(ms: number, now: () => number, run: (reason: string) => void) {
  let lastAt = -Infinity;
  return (reason: string): void => {
    if (now() - lastAt < ms) return;
    lastAt = now();
    run(reason);
  };
}

interface Terms {
  /** Milliseconds until the answer must be complete. */
  withinMs: number;
  maxBytes: number;
  /** The request goes to a socket: undici reports this right before its first write. */
  started: () => void;
}

/** Sends one request and collects its whole answer. */
function exchange(
  agent: Agent,
  request: Dispatcher.DispatchOptions,
  { withinMs, maxBytes, started }: Terms,
): Promise<Pick<HttpResponse, 'status' | 'headers' | 'body'>> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let response = { status: 0, headers: toHeaders({}) };
    let size = 0;
    let abort: ((reason: Error) => void) | null = null;
    let lost: Error | null = null;
    const lose = (error: Error): void => {
      lost ??= error;
      clearTimeout(timer);
      reject(lost);
      abort?.(lost);
    };
    const timer = setTimeout(() => lose(new DOMException('', 'TimeoutError')), withinMs);
    agent.dispatch(request, {
      onRequestStart(controller) {
        // The timeout passed while the request waited for a connection: do not send it any more.
        if (lost !== null) return controller.abort(lost);
        abort = (reason) => controller.abort(reason);
        started();
      },
      onResponseStart(_controller, status, headers) {
        response = { status, headers: toHeaders(headers) };
      },
      onResponseData(_controller, chunk) {
        size += chunk.length;
        if (size > maxBytes) lose(new OutcomeUnknown('the answer is too large'));
        else chunks.push(chunk);
      },
      onResponseEnd() {
        clearTimeout(timer);
        resolve({ ...response, body: Buffer.concat(chunks) });
      },
      onResponseError: (_controller, error) => lose(error),
    });
  });
}

/** Trims values: undici keeps trailing spaces. */
function toHeaders(raw: Readonly<Record<string, string | string[] | undefined>>): ResponseHeaders {
  return {
    get(name) {
      const value = raw[name.toLowerCase()];
      if (value === undefined) return null;
      return [value]
        .flat()
        .map((one) => one.trim())
        .join(', ');
    },
  };
}
