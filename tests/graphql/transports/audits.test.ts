import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { key, startToy } from './toy.ts';
import type { Toy } from './toy.ts';

let toy: Toy;
beforeAll(async () => {
  toy = await startToy();
});
afterAll(() => toy.drain());

/** What the specification of GraphQL over HTTP says a server must, should and may do, by its reference implementation. */
const audits = serverAudits({
  url: () => `${toy.url}/graphql`,
  fetchFn: (url: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', key);
    return fetch(url, { ...init, headers });
  },
});

it.each(audits)('GraphQL over HTTP, $id: $name', async ({ fn }) => {
  const result = await fn();
  expect('reason' in result ? result.reason : null).toBeNull();
  expect(result.status).toBe('ok');
});
