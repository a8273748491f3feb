/** Runs as a process: plain `ws`, which sends the bytes that it is given to every socket. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { serveCommands } from '../support/process.ts';

export type BroadcastFloorCommands = typeof commands;

const http = createServer();
const server = new WebSocketServer({ server: http });

const commands = {
  open(): Promise<{ origin: string }> {
    return new Promise((resolve) => {
      http.listen(0, '127.0.0.1', () => {
        resolve({ origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}` });
      });
    });
  },
  /** Returns the time right before the first frame is sent. */
  broadcast(frame: string): bigint {
    const began = process.hrtime.bigint();
    const bytes = Buffer.from(frame);
    for (const socket of server.clients) socket.send(bytes, { binary: false });
    return began;
  },
};

serveCommands(commands);
