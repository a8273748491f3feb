import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';

/** Distributes connections, whatever they carry, among processes on loopback. */
export interface Balancer {
  /** Port 0 takes a free one. Resolves to the port. */
  listen(port: number, host: string): Promise<number>;
  /** From now on connections go to these ports in turn. Open ones stay where they are. */
  use(ports: readonly number[]): void;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** Milliseconds after which a process that does not accept a connection is passed over. On loopback it takes none. */
const connectMs = 1000;

export function createBalancer(): Balancer {
  let ports: readonly number[] = [];
  let turn = 0;
  const open = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    open.add(socket);
    // Whoever closes is followed by the other side, below.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
    return socket;
  };

  /** The next process in turn that accepts a connection; null where none does. */
  async function reach(): Promise<Socket | null> {
    const candidates = ports;
    turn += 1;
    for (let offset = 0; offset < candidates.length; offset += 1) {
      const port = candidates[(turn + offset) % candidates.length];
      // Each attempt follows from the failure of the one before.
      // oxlint-disable-next-line no-await-in-loop
      const socket = port === undefined ? null : await connectTo(port);
      if (socket !== null) return keep(socket);
    }
    return null;
  }

  async function serve(client: Socket): Promise<void> {
    const member = await reach();
    if (member === null || client.destroyed) {
      client.destroy();
      member?.destroy();
      return;
    }
    join(client, member);
    join(member, client);
    client.resume();
  }

  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => {
    keep(client);
    void serve(client);
  });

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => resolve((server.address() as { port: number }).port));
      }),
    use(next) {
      ports = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

function connectTo(port: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    const giveUp = (): void => {
      socket.destroy();
      resolve(null);
    };
    socket.setTimeout(connectMs, giveUp);
    socket.once('error', giveUp);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('timeout', giveUp).off('error', giveUp);
      resolve(socket);
    });
  });
}

/** What one side sends goes to the other, and a connection that is cut is cut there too. */
function join(from: Socket, to: Socket): void {
  from.pipe(to);
  from.on('close', () => to.destroySoon());
}
