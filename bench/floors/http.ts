import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebSocketServer } from 'ws';

/** A server that has only its one handler, and plain sockets where there are such. Resolves to its origin. */
export function listen(
  handle: (request: IncomingMessage, body: Buffer, response: ServerResponse) => void,
  sockets?: WebSocketServer,
): Promise<{ origin: string }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => handle(request, Buffer.concat(chunks), response));
  });
  server.on('upgrade', (request, socket, head) => {
    sockets?.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    });
  });
}

export function answerJson(response: ServerResponse, status: number, json: string): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(json),
  });
  response.end(json);
}
