import { spawnSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readlinkSync, symlinkSync, writeFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { paygraph } from '../cli/run.ts';

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/csv', 'x-paygraph-cursor': 'CURSOR' });
  response.end('order,reference\r\n'.repeat(20_000));
});
const folder = mkdtempSync(join(tmpdir(), 'h-attack-'));
let of: { url: string; key: string };
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  of = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, key: 'pgk_1' };
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});
const root = join(import.meta.dirname, '..', '..');

it('an export whose standard output is on a full disk is not a success', async () => {
  const program = join(root, 'node_modules', '.bin', 'paygraph');
  const child = spawn('/bin/sh', ['-c', `"${process.execPath}" "${program}" export orders.csv > /dev/full`], {
    env: { PATH: process.env['PATH'], HOME: folder, PAYGRAPH_URL: of.url, PAYGRAPH_KEY: of.key },
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code).not.toBe(0);
});

it('a key file of several lines is not written to the standard error', async () => {
  const file = join(folder, 'keys');
  writeFileSync(file, 'pgk_live_SECRETSECRET\nOTHER_PASSWORD=hunter2\n');
  const { errors } = await paygraph(of, ['export', 'orders.csv', '--key-file', file]);
  expect(errors).not.toContain('SECRETSECRET');
  expect(errors).not.toContain('hunter2');
});

it('an output that is no regular file is written to, not replaced', async () => {
  const target = join(folder, 'real.csv');
  const link = join(folder, 'link.csv');
  writeFileSync(target, '');
  symlinkSync(target, link);
  await paygraph(of, ['export', 'orders.csv', '--output', link]);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
});

it('a fifo as output survives', async () => {
  const fifo = join(folder, 'fifo');
  spawnSync('mkfifo', [fifo]);
  await paygraph(of, ['export', 'orders.csv', '--output', fifo]);
  expect(lstatSync(fifo).isFIFO()).toBe(true);
});
