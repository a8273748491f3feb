import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One address for several processes: each request goes to the port that is drawn for it. */
export interface Front {
  port: number;
  close(): Promise<void>;
}

export async function openFront(draw: () => number): Promise<Front> {
  const server = createServer((incoming, response) => {
    const { method, url, headers } = incoming;
    const onward = request({ port: draw(), method, path: url, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
