/**
 * Runs as a process: the least that idle WebSockets can cost. A timer per socket sends one frame about every 15 s.
 */
import { WebSocketServer } from 'ws';
import { serveCommands } from '../support/process.ts';

export type FloorCommands = typeof commands;

/** About as long as a CHECKPOINT of an order. */
const frame = Buffer.from(JSON.stringify({ id: '1', type: 'next', payload: 'x'.repeat(300) }));
const everyMs = 15_000;

const commands = {
  open(): Promise<{ origin: string }> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    server.on('connection', (socket) => {
      const send = (): void => {
        socket.send(frame, { binary: false });
        timer.refresh();
      };
      const timer = setTimeout(send, everyMs * (0.8 + 0.4 * Math.random()));
      socket.on('close', () => clearTimeout(timer));
    });
    return new Promise((resolve) => {
      server.on('listening', () => {
        const address = server.address();
        if (address === null || typeof address === 'string') throw new Error('no port');
        resolve({ origin: `http://127.0.0.1:${address.port}` });
      });
    });
  },
};

serveCommands(commands);
