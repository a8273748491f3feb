import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDocs } from '../../src/docs/docs.ts';
import { describeSchema } from '../../src/graphql/description/describe-schema.ts';
import { schema } from '../support/schema.ts';
import { startToy } from '../graphql/transports/toy.ts';
import type { Toy } from '../graphql/transports/toy.ts';

const root = join(import.meta.dirname, '..', '..');
const described = describeSchema(schema);

let toy: Toy;
beforeAll(async () => {
  toy = await startToy({}, { docs: createDocs(() => ({ root, schema: described })) });
});
afterAll(() => toy.drain());

/** With Node's own client, which neither adds `accept-encoding` nor decodes anything. */
async function ask(
  path: string,
  {
    method = 'GET',
    headers = {},
    at = toy.url,
  }: { method?: string; headers?: object; at?: string } = {},
): Promise<Pick<IncomingMessage, 'statusCode' | 'headers'> & { body: Buffer }> {
  const sent = request(`${at}${path}`, { method, headers: { ...headers }, agent: false }).end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { statusCode: answer.statusCode, headers: answer.headers, body: await buffer(answer) };
}

describe('/docs', () => {
  it('redirects to the folder, whatever is in front of it', async () => {
    const { statusCode, headers } = await ask('/docs');
    expect([statusCode, headers.location]).toEqual([302, 'docs/']);
  });

  it.each(['/docs/', '/docs/index.html', '/docs/reference/'])('has a page at %s', async (path) => {
    const { statusCode, headers, body } = await ask(path);
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(body.toString()).toContain('<!doctype html>');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; .*frame-ancestors 'none'$/,
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('compresses for those who accept it', async () => {
    const plain = await ask('/docs/running.html');
    const compressed = await ask('/docs/running.html', {
      headers: { 'accept-encoding': 'br, gzip' },
    });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(compressed.headers).toMatchObject({
      'content-encoding': 'gzip',
      vary: 'accept-encoding',
    });
    expect(gunzipSync(compressed.body)).toEqual(plain.body);
  });

  it('lets files be kept and revalidated', async () => {
    const { headers } = await ask('/docs/search.json');
    expect(headers['cache-control']).toBe('no-cache');
    const again = await ask('/docs/search.json', { headers: { 'if-none-match': headers.etag } });
    expect([again.statusCode, again.body.length, again.headers.etag]).toEqual([
      304,
      0,
      headers.etag,
    ]);
    const other = await ask('/docs/search.json', { headers: { 'if-none-match': '"other"' } });
    expect(other.statusCode).toBe(200);
  });

  it('answers HEAD without a body, and no other method', async () => {
    const head = await ask('/docs/', { method: 'HEAD' });
    expect([head.statusCode, head.body.length]).toEqual([200, 0]);
    const posted = await ask('/docs/', { method: 'POST' });
    expect([posted.statusCode, posted.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it.each([
    ['/docs/nothing', ''],
    ['/docs/a/b/nothing.html', '../../'],
    ['/docs/..%2fpackage.json', ''],
    ['/docs/reference', ''],
  ])('has a page that says that there is no %s', async (path, up) => {
    const { statusCode, headers, body } = await ask(path);
    expect([statusCode, headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(body.toString()).toContain('No such page');
    expect(body.toString()).toContain(`href="${up}assets/site.css"`);
    expect(body.toString()).toContain(`src="${up}assets/site.js"`);
  });

  it.each(['/docs/../package.json', '/docs/%2e%2e/package.json', '/docs//etc/passwd'])(
    'serves nothing outside of the site: %s',
    async (path) => {
      const { statusCode, body } = await ask(path);
      expect([statusCode, body.includes('paygraph')]).toEqual([404, false]);
    },
  );

  it('is not found where it is off, or where there are no files', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'paygraph-docs-'));
    const without = await startToy({}, {});
    const nothing = await startToy(
      {},
      { docs: createDocs(() => ({ root: empty, schema: described })) },
    );
    try {
      for (const path of ['/docs/', '/docs/index.html', '/docs/nothing']) {
        expect((await ask(path, { at: nothing.url })).statusCode).toBe(404);
        expect((await ask(path, { at: without.url })).statusCode).toBe(404);
      }
      expect((await ask('/docs', { at: without.url })).statusCode).toBe(404);
    } finally {
      await Promise.all([without.drain(), nothing.drain()]);
      await rm(empty, { recursive: true });
    }
  });
});
