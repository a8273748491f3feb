import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

it.each([
  ['ends with an error', 'process.exit(1)'],
  ['is killed', "process.kill(process.pid, 'SIGKILL')"],
])('no process of a cluster outlives one that %s', async (_how, end) => {
  // A process is gone when its connection is: its number stays until somebody has asked for its end.
  let connection: Socket | null = null;
  const server = createServer(
    (socket) => (connection = socket.resume().on('error', () => undefined)),
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const folder = await mkdtemp(join(tmpdir(), 'paygraph-members-'));
  const member = join(folder, 'member.mjs');
  await writeFile(
    member,
    `import { connect } from 'node:net';
    connect(${port}, '127.0.0.1', () => console.log('ready on http://localhost:1/'));`,
  );
  const starter = `
    const { startMember } = await import('./scripts/cluster/members.ts');
    await startMember(process.env, { program: ${JSON.stringify(relative(root, member))} });
    ${end};
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', starter], { cwd: root });
  child.stdout.resume();
  child.stderr.resume();
  await once(child, 'exit');
  expect(connection).not.toBeNull();
  await expect.poll(() => connection?.closed, { timeout: 5_000 }).toBe(true);
  server.close();
  await rm(folder, { recursive: true });
});
