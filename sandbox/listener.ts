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
}

// Longer than clients keep idle connections, so that the sandbox never closes one first.
const KEEP_ALIVE_MS = 65_000;

/** Listens on the port before there is a handler. Rejects where the port is in use. */
export async function openListener({ host, port, log }: ListenerOptions): Promise<Listener> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
  const baseUrl = baseUrlOf(host, await listen(server, host, port));
  return {
    baseUrl,
    serve(title, answer) {
      server.on('request', (request, response) => {
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

function baseUrlOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
