import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paygraph } from './run.ts';

/** A server that exports as the API does. */
const lines = Array.from({ length: 5_000 }, (_, at) => `ord_${at},25.00,USD\n`);
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const server = createServer((request, response) => answer(request, response));
const folder = mkdtempSync(join(tmpdir(), 'paygraph-export-'));
const file = join(folder, 'orders.csv');
let requested: { url?: string | undefined; key?: string | undefined }[] = [];
let of: { url: string; key: string };

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  of = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, key: 'pgk_1' };
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

function whole(request: IncomingMessage, response: ServerResponse): void {
  requested.push({ url: request.url, key: request.headers.authorization });
  response.writeHead(200, { 'content-type': 'text/csv', 'x-paygraph-cursor': 'CURSOR' });
  for (const line of lines) response.write(line);
  response.end();
}

describe('export', () => {
  it('writes what the server sends, byte for byte, and tells where the next begins', async () => {
    answer = whole;
    requested = [];
    const parameters = ['export', 'orders.csv', '--after', 'A B', '--to', 'C'];
    const { code, out, errors } = await paygraph(of, parameters);
    expect({ code, errors }).toEqual({ code: 0, errors: 'paygraph: up to CURSOR\n' });
    expect(out).toBe(lines.join(''));
    expect(requested).toEqual([{ url: '/exports/orders.csv?after=A+B&to=C', key: 'Bearer pgk_1' }]);
  });

  it('writes a file when it is complete, and none where it breaks off', async () => {
    const parameters = ['export', 'orders.csv', '--output', file];
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '100000' });
      response.write('ord_1');
      setImmediate(() => response.destroy());
    };
    const cut = await paygraph(of, parameters);
    expect(cut.code).toBe(3);
    expect(cut.errors).toContain('not complete');
    expect([existsSync(file), existsSync(`${file}.part`)]).toEqual([false, false]);
    answer = whole;
    expect(await paygraph(of, parameters)).toMatchObject({ code: 0, out: '' });
    expect(readFileSync(file, 'utf8')).toBe(lines.join(''));
  });

  it.each([
    [400, 1, 'unknown parameter'],
    [401, 4, 'may not export'],
    [404, 1, 'does not export orders.csv'],
    [302, 1, '302'],
  ])('of a server that answers %i ends with %i', async (status, code, why) => {
    answer = (_request, response) => response.writeHead(status).end('unknown parameter');
    const ran = await paygraph(of, ['export', 'orders.csv']);
    expect(ran).toMatchObject({ code, out: '' });
    expect(ran.errors).toContain(why);
  });
});
