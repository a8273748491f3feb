import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A TCP proxy before a server, which can be cut off without harm to the server. */
export interface Proxy extends AsyncDisposable {
  /** The URL of the server, by way of the proxy. */
  url: string;
  /** How many connections are open through it. */
  connections(): number;
  /** Closes all connections and refuses new ones. */
  cut(): Promise<void>;
  heal(): Promise<void>;
  /** Accepts everything and passes nothing on. */
  silence(): void;
  /** Passes nothing on until `release`, and everything then: a line that heals before anybody gives it up. */
  hold(): void;
  release(): void;
  /** Passes so many bytes on to clients, and closes the connection that brings the next one; and so on. */
  cutAfter(...bytes: number[]): void;
  /** Where new connections lead from now on. */
  leadTo(target: string): void;
}

export async function openProxy(target: string): Promise<Proxy> {
  let { hostname, port: targetPort } = new URL(target);
  const open = new Set<Socket>();
  let isSilent = false;
  let isHeld = false;
  let left = Infinity;
  let cuts: number[] = [];
  const server = createServer((client) => {
    const upstream = connect({ host: hostname, port: Number(targetPort) });
    const pass = (data: Buffer, to: Socket): void => {
      if (isSilent) return;
      if (to === upstream || data.length <= left) {
        to.write(data);
        if (to === client) left -= data.length;
        return;
      }
      to.end(data.subarray(0, left));
      left = cuts.shift() ?? Infinity;
      upstream.destroy();
    };
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from);
      from.on('data', (data: Buffer) => pass(data, to));
      if (isHeld) from.pause();
      from.on('error', () => undefined);
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  const listen = async (port: number): Promise<void> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = new URL(target);
  url.host = `127.0.0.1:${port}`;
  const cut = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of open) socket.destroy();
    await closed;
  };
  return {
    url: url.href,
    connections: () => open.size / 2,
    cut,
    async heal() {
      isSilent = false;
      for (const socket of open) socket.destroy();
      if (!server.listening) await listen(port);
    },
    silence() {
      isSilent = true;
    },
    hold() {
      isHeld = true;
      for (const socket of open) socket.pause();
    },
    release() {
      isHeld = false;
      for (const socket of open) socket.resume();
    },
    cutAfter(...bytes) {
      cuts = bytes;
      left = cuts.shift() ?? Infinity;
    },
    leadTo(next) {
      ({ hostname, port: targetPort } = new URL(next));
    },
    async [Symbol.asyncDispose]() {
      if (server.listening) await cut();
    },
  };
}
