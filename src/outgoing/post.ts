/** Sends to addresses that merchants have chosen. */
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Targets } from '../providers/targets.ts';
import { isOfOurOwn, reasonOf } from './failures.ts';

/** How one attempt ended. `retryAfter`: the header. */
export type Posted =
  | { kind: 'ANSWERED'; status: number; retryAfter: string | null }
  | { kind: 'FAILED'; why: string }
  /** It ended through our own doing, or for want of our own means. The other side may have received it. */
  | { kind: 'CUT_OFF' };

export interface Message {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

export interface Poster {
  /** One POST. It follows no redirect. It counts from the head of the answer on; no body is kept. Never rejects. */
  post(message: Message, signal: AbortSignal): Promise<Posted>;
  close(): void;
}

export interface PosterOptions {
  targets: Pick<Targets, 'literalProblem' | 'lookup'>;
  /** Milliseconds until the head of the answer. */
  timeoutMs?: number | undefined;
}

const defaultTimeoutMs = 15_000;
const maxHeaderBytes = 16 * 1024;
/** Of a body. What is longer costs the connection. */
const maxBodyBytes = 64 * 1024;
/** Idle connections to one address, and milliseconds for which they are kept. */
const maxFreeSockets = 4;
const idleMs = 4_000;

export function createPoster({ targets, timeoutMs = defaultTimeoutMs }: PosterOptions): Poster {
  const { lookup } = targets;
  const common = {
    keepAlive: true,
    maxFreeSockets,
    timeout: idleMs,
    ...(lookup === undefined ? {} : { lookup }),
  };
  const agents = { 'http:': new HttpAgent(common), 'https:': new HttpsAgent(common) };

  function send(message: Message, signal: AbortSignal, isAnew: boolean): Promise<Sent> {
    const { protocol, hostname } = new URL(message.url);
    const options: RequestOptions = {
      method: 'POST',
      headers: { ...message.headers, 'content-length': message.body.length },
      maxHeaderSize: maxHeaderBytes,
      // Another connection than those that are kept.
      agent: isAnew ? false : agents[protocol === 'https:' ? 'https:' : 'http:'],
      ...(lookup === undefined ? {} : { lookup }),
    };
    if (targets.literalProblem(hostname) !== null) {
      return Promise.resolve({ kind: 'FAILED', why: 'its address may not be called' });
    }
    return exchange(message, options, { signal, timeoutMs });
  }

  return {
    async post(message, signal) {
      const first = await send(message, signal, false);
      // The other side closes connections that are kept, and then it has seldom received anything.
      return first.kind === 'STALE' ? asPosted(await send(message, signal, true)) : first;
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

type Sent = Posted | { kind: 'STALE' };

const asPosted = (sent: Sent): Posted =>
  sent.kind === 'STALE' ? { kind: 'FAILED', why: 'the connection was reset' } : sent;

function exchange(
  { url, body }: Message,
  options: RequestOptions,
  { signal, timeoutMs }: { signal: AbortSignal; timeoutMs: number },
): Promise<Sent> {
  return new Promise((resolve) => {
    const req = openRequest(url, options);
    const settle = (sent: Sent): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cutOff);
      resolve(sent);
    };
    const end = (sent: Sent): void => {
      settle(sent);
      req.destroy();
    };
    const cutOff = (): void => end({ kind: 'CUT_OFF' });
    const why = `no answer within ${timeoutMs / 1000} s`;
    // What began together does not end together.
    const patience = timeoutMs * (1 + Math.random() / 20);
    const timer = setTimeout(() => end({ kind: 'FAILED', why }), patience);
    req.on('error', (error) => end(failed(error, req.reusedSocket)));
    req.on('response', (res) => {
      const { statusCode: status = 0, headers } = res;
      settle({ kind: 'ANSWERED', status, retryAfter: headers['retry-after'] ?? null });
      drain(res, timeoutMs);
    });
    req.on('upgrade', () => end({ kind: 'ANSWERED', status: 101, retryAfter: null }));
    signal.addEventListener('abort', cutOff);
    if (signal.aborted) return cutOff();
    // The idle time of its agent is not for a request under way.
    req.setTimeout(0);
    req.end(body);
  });
}

/** `rejectUnauthorized`: explicit, so that NODE_TLS_REJECT_UNAUTHORIZED in the environment changes nothing. */
const openRequest = (url: string, options: RequestOptions) =>
  url.startsWith('https:')
    ? httpsRequest(url, { ...options, rejectUnauthorized: true })
    : httpRequest(url, options);

function failed(error: Error, isReused: boolean): Sent {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (isReused && (code === 'ECONNRESET' || code === 'EPIPE')) return { kind: 'STALE' };
  return isOfOurOwn(code) ? { kind: 'CUT_OFF' } : { kind: 'FAILED', why: reasonOf(error, code) };
}

/** Reads the rest of an answer, so that its connection can be used again. One that is long or slow is not. */
function drain(res: IncomingMessage, timeoutMs: number): void {
  let size = 0;
  const timer = setTimeout(() => res.destroy(), timeoutMs);
  timer.unref();
  res.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBodyBytes) res.destroy();
  });
  res.on('error', () => undefined);
  res.on('close', () => clearTimeout(timer));
}
