import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { closeServer, listen } from './http.ts';

export interface Listener {
  /** The address on this machine, without a trailing slash. */
  baseUrl: string;
  /** Begins to answer requests. Where `answer` rejects, the error is logged under `title` and the connection is cut. */
  serve(title: string, answer: Answer): void;
  close(): Promise<void>;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface ListenerOptions {
  host: string;
  /** 0: any free port. */
  port: number;
  log: (line: string) => void;
  /** Called before each answer is sent. */
  beforeAnswer?: (() => void) | undefined;
}

// Longer than clients keep idle connections, so that the sandbox never closes one first.
const KEEP_ALIVE_MS = 65_000;

/** Listens on the port before there is a handler. Rejects where the port is in use. */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  const { host, port, log, beforeAnswer } = options;
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
  const baseUrl = baseUrlOf(host, await listen(server, host, port));
  return {
    baseUrl,
    serve(title, answer) {
      server.on('request', (request, response) => {
        if (beforeAnswer !== undefined) callBeforeEnd(response, beforeAnswer);
        answer(request, response).catch((error: unknown) => {
          log(`${title}: ${request.method ?? ''} broke off: ${String(error)}`);
          response.destroy();
        });
      });
      log(`${title} sandbox at ${baseUrl}`);
    },
    close: () => closeServer(server),
  };
}

/** Headers and body are sent with the end. So what was promised in an answer is stored before it is known. */
function callBeforeEnd(response: ServerResponse, call: () => void): void {
  const end = response.end.bind(response) as (...all: unknown[]) => ServerResponse;
  response.end = ((...all: unknown[]) => {
    call();
    return end(...all);
  }) as typeof response.end;
}

function baseUrlOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
