import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFrontPage } from '../../src/http/front/index.ts';
import type { FrontPageOptions } from '../../src/http/front/index.ts';
import { startToy } from '../graphql/transports/toy.ts';
import type { Toy } from '../graphql/transports/toy.ts';

const browser = { accept: 'text/html,application/xhtml+xml' };
const sandbox = { title: 'Some <Pay>', url: 'http://127.0.0.1:4001/operator' };
const everything: FrontPageOptions = {
  graphiql: true,
  docs: true,
  console: true,
  providers: ['Acme Pay', 'Some <Pay>'],
  sandboxes: () => [sandbox],
};
let toy: Toy;
let bare: Toy;

beforeAll(async () => {
  toy = await startToy({}, { front: createFrontPage(everything) });
  const nothing = { graphiql: false, docs: false, console: false, sandboxes: () => [] };
  bare = await startToy({}, { front: createFrontPage(nothing) });
});
afterAll(async () => {
  await toy.drain();
  await bare.drain();
});

const get = (path: string, headers: Record<string, string> = {}, { url } = toy) =>
  fetch(`${url}${path}`, { headers, redirect: 'manual' });
const linksOf = (html: string): string[] =>
  [...html.matchAll(/<a href="([^"]*)"/g)].map(([, href = '']) => href);

describe('The start page', () => {
  it('links to what is served, and to the sandbox', async () => {
    const response = await get('/', browser);
    expect(response.status).toBe(200);
    const html = await response.text();
    expect(linksOf(html)).toEqual(['/', '/console/', '/graphql', '/docs/', sandbox.url]);
    expect(html).toContain('Some &#60;Pay&#62;');
  });

  it('links to nothing that is not served', async () => {
    const html = await (await get('/', browser, bare)).text();
    expect(linksOf(html)).toEqual(['/']);
  });

  it('does not lead readers on other machines to the sandbox, which answers this one alone', async () => {
    const forwarded = { ...browser, 'x-forwarded-for': '203.0.113.7' };
    expect(await (await get('/', forwarded)).text()).not.toContain(sandbox.url);
  });

  it('names the providers that are loaded, to readers on this machine alone', async () => {
    expect(await (await get('/', browser)).text()).toContain('Acme Pay, Some &#60;Pay&#62;.');
    const forwarded = { ...browser, 'x-forwarded-for': '203.0.113.7' };
    expect(await (await get('/', forwarded)).text()).not.toContain('Acme Pay');
    expect(await (await get('/', browser, bare)).text()).not.toContain('Providers:');
  });

  it('runs no script and loads nothing from other hosts', async () => {
    const policy = (await get('/', browser)).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/script-src|unsafe|https?:/);
  });

  it('is not for programs: they are led to the API', async () => {
    const response = await get('/', { accept: 'application/json' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/graphql']);
  });
});

describe('The icon', () => {
  it.each(['/favicon.svg', '/favicon.ico'])('is at %s', async (path) => {
    const response = await get(path);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    expect(await response.text()).toContain('<svg');
  });
});

describe('A wrong address', () => {
  it('is a page in a browser, which does not repeat the address', async () => {
    const response = await get('/no-such-place', browser);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const html = await response.text();
    expect(html).toContain('There is no page here');
    expect(html).not.toContain('no-such-place');
    expect(linksOf(html)).toContain('/');
  });

  it('is JSON for programs, and for whatever a browser sends there', async () => {
    const program = await get('/no-such-place');
    expect([program.status, await program.json()]).toEqual([404, { error: 'Not found' }]);
    const sent = await fetch(`${toy.url}/no-such-place`, { method: 'POST', headers: browser });
    expect([sent.status, await sent.json()]).toEqual([404, { error: 'Not found' }]);
  });

  it('keeps its page to the headers where only those are requested', async () => {
    const response = await fetch(`${toy.url}/no-such-place`, { method: 'HEAD', headers: browser });
    expect([response.status, await response.text()]).toEqual([404, '']);
  });
});
