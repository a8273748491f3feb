import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { expect, it } from 'vitest';
import { createBalancer } from '../../scripts/cluster/balancer.ts';

const listening = `
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(server.address().port));
`;

/** Whether a connection is made soon. */
async function isAccepted(socket: Socket): Promise<boolean> {
  const made = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket.setTimeout(300), 'timeout').then(() => false),
  ]);
  socket.setTimeout(0);
  return made;
}

it('a connection goes to the next process where one hangs and takes none', async () => {
  const hanging = spawn(process.execPath, ['--eval', listening], { stdio: 'pipe' });
  const [line] = (await once(hanging.stdout, 'data')) as [Buffer];
  const port = Number(line);
  hanging.kill('SIGSTOP');
  const open: Socket[] = [];
  const balancer = createBalancer();
  const other = createServer((socket) => socket.end('served'));
  try {
    // The system takes some on behalf of the process.
    do open.push(connect(port, '127.0.0.1').on('error', () => undefined));
    while (open.length < 20 && (await isAccepted(open.at(-1) as Socket)));
    expect(open.length).toBeLessThan(20);
    await once(other.listen(0, '127.0.0.1'), 'listening');
    balancer.use([port, (other.address() as AddressInfo).port, port]);
    const base = await balancer.listen(0, '127.0.0.1');
    for (let nth = 0; nth < 3; nth += 1) {
      const [answer] = (await once(connect(base, '127.0.0.1'), 'data')) as [Buffer];
      expect(String(answer)).toBe('served');
    }
  } finally {
    hanging.kill('SIGKILL');
    for (const socket of open) socket.destroy();
    await balancer.close();
    other.close();
  }
});
