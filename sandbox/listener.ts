import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { closeServer, listen } from './http.ts';

export interface Listener {
  /** How the same machine reaches it, without a trailing slash. */
  baseUrl: string;
  /** Answers from now on, in the name of `title`; an answer that breaks off is logged and cut. */
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

// Longer than clients keep idle connections, so that it is never the sandbox that cuts one.
const KEEP_ALIVE_MS = 65_000;

/** Takes the port before there is anything to answer. Rejects when it is taken. */
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
