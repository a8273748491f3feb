import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsole } from '../../src/http/console/index.ts';
import { startToy } from '../graphql/transports/toy.ts';
import type { Toy } from '../graphql/transports/toy.ts';

let toy: Toy;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paygraph-console-'));
  toy = await startToy({}, { console: createConsole(join(folder, 'dist')) });
});
afterAll(async () => {
  await toy.drain();
  await rm(folder, { recursive: true });
});

const open = (path: string, init: RequestInit = {}) =>
  fetch(`${toy.url}${path}`, { redirect: 'manual', ...init });

async function build(name: string): Promise<void> {
  await rm(join(folder, 'dist'), { recursive: true, force: true });
  await mkdir(join(folder, 'dist', 'assets'), { recursive: true });
  await writeFile(join(folder, 'dist', 'assets', name), 'const built = 1;');
  const page = `<!doctype html><script type="module" src="./assets/${name}"></script>`;
  await writeFile(join(folder, 'dist', 'index.html'), page);
}

describe('/console', () => {
  it('says how it is built while it is not, and comes back by itself', async () => {
    const answer = await open('/console/');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await answer.text()).toMatch(/http-equiv="refresh".*npm run console:build/s);
  });

  it('redirects to the folder, whatever is in front of it', async () => {
    const answer = await open('/console');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'console/']);
  });

  it('has its one page at every address, with relative addresses and a policy', async () => {
    await build('index-1.js');
    for (const [path, address] of [
      ['/console/', './assets/index-1.js'],
      ['/console/orders', './assets/index-1.js'],
      ['/console/orders/ord_1', '../assets/index-1.js'],
    ] as const) {
      const answer = await open(path);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-cache']);
      expect(await answer.text()).toContain(`src="${address}"`);
      expect(answer.headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; script-src 'self'; connect-src 'self';.*frame-ancestors 'none'$/,
      );
    }
    const head = await open('/console/', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await open('/console/', { method: 'POST' })).status).toBe(405);
  });

  it('has its files for good, compressed, and those of the next build once that is there', async () => {
    await build('index-1.js');
    const answer = await open('/console/assets/index-1.js');
    expect([answer.status, await answer.text()]).toEqual([200, 'const built = 1;']);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    await build('index-2.js');
    expect(await (await open('/console/')).text()).toContain('index-2.js');
    expect((await open('/console/assets/index-1.js')).status).toBe(404);
  });
});
