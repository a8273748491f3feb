import { Agent, request } from 'node:http';
import type { OutgoingHttpHeaders } from 'node:http';

export interface HttpRequest {
  method: string;
  /** Sent unchanged. */
  path: string;
  headers: OutgoingHttpHeaders;
  body: Buffer | null;
}

export interface HttpAnswer {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
  /** Milliseconds until the last byte. */
  ms: number;
}

/** There was no answer, and why. */
export interface NoAnswer {
  status: null;
  error: string;
  ms: number;
}

/** `reset`: the connection ended without an answer. */
export class HttpClient {
  readonly #agent: Agent;
  readonly #port: number;
  readonly #timeoutMs: number;

  constructor(port: number, options: { sockets: number; timeoutMs?: number }) {
    this.#port = port;
    this.#timeoutMs = options.timeoutMs ?? 20_000;
    this.#agent = new Agent({ keepAlive: true, maxSockets: options.sockets });
  }

  /** Never rejects. A header that Node refuses to send also gives an error without an answer. */
  send({ method, path, headers, body }: HttpRequest): Promise<HttpAnswer | NoAnswer> {
    const begun = performance.now();
    const { promise, resolve } = Promise.withResolvers<HttpAnswer | NoAnswer>();
    const fail = (error: unknown): void => {
      const { code, message } = error as NodeJS.ErrnoException;
      resolve({ status: null, error: code ?? message, ms: performance.now() - begun });
    };
    const options = { host: '127.0.0.1', port: this.#port, agent: this.#agent, method, path };
    try {
      const length = body === null ? {} : { 'content-length': body.length };
      const sent = request({ ...options, headers: { ...length, ...headers } }, (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('error', fail);
        res.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const { statusCode: status = 0, headers } = res;
          resolve({ status, headers, body: text, ms: performance.now() - begun });
        });
      });
      sent.on('error', fail);
      sent.setTimeout(this.#timeoutMs, () => sent.destroy(new Error('timeout')));
      sent.end(body ?? undefined);
    } catch (error) {
      fail(error);
    }
    return promise;
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** A correct GraphQL request. */
export function graphqlPost(key: string | null, body: unknown): HttpRequest {
  return {
    method: 'POST',
    path: '/graphql',
    headers: {
      'content-type': 'application/json',
      ...(key !== null && { authorization: `Bearer ${key}` }),
    },
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  };
}
