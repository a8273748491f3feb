/** Runs as a process: plain `ws`, which sends the bytes that it is given to every socket. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { FeedServerCommands } from '../support/feed-servers.ts';
import { serveCommands } from '../support/process.ts';

const http = createServer();
const server = new WebSocketServer({ server: http });

const commands: FeedServerCommands = {
  open() {
    return new Promise((resolve) => {
      http.listen(0, '127.0.0.1', () => {
        resolve({ origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}` });
      });
    });
  },
  followers: () => server.clients.size,
  publish({ frame, perSocket }) {
    const began = process.hrtime.bigint();
    const bytes = Buffer.from(frame);
    for (const socket of server.clients) {
      for (let sent = 0; sent < perSocket; sent += 1) socket.send(bytes, { binary: false });
    }
    return began;
  },
};

serveCommands(commands);
