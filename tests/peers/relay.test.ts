import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { created } from '../support/operations.ts';

const here = import.meta.dirname;
const folder = mkdtempSync(join(tmpdir(), 'paygraph-relay-'));
let testApp: TestApp;

beforeAll(async () => {
  cpSync(join(here, 'relay'), folder, { recursive: true });
  cpSync(join(here, '../../schema.graphql'), join(folder, 'schema.graphql'));
  testApp = await openTestApp();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await testApp.close();
});

/** The text that Relay's compiler made of an operation. */
function textOf(operation: string): string {
  const artifact = readFileSync(join(folder, `__generated__/${operation}.graphql.ts`), 'utf8');
  const [, text] = /"text": (".*")/.exec(artifact) ?? [];
  if (text === undefined) throw new Error(`${operation} has no text`);
  return JSON.parse(text) as string;
}

it("Relay's compiler accepts connections, refetched fragments, mutations and subscriptions", () => {
  const compiler = join(here, 'node_modules/relay-compiler/cli.js');
  const { stdout, stderr, status } = spawnSync(process.execPath, [compiler, 'relay.config.json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect({ status, output: `${stdout}${stderr}` }).toEqual({
    status: 0,
    output: expect.stringContaining('Compilation completed') as string,
  });
});

it('what it makes of them is answered', async () => {
  const { id } = await created(testApp, 'W_CHECKOUT');
  await created(testApp, 'W_CHECKOUT');
  const page = { query: textOf('ordersPageQuery'), variables: { id } };
  expect(await testApp.post(page)).toMatchObject({
    data: { order: { id }, node: { id }, orders: { edges: [{}, {}] } },
  });
  const first = { query: textOf('ordersListQuery'), variables: { count: 1 } };
  const { data } = await testApp.post(first);
  const { orders } = data as { orders: { pageInfo: { endCursor: string } } };
  const variables = { count: 1, cursor: orders.pageInfo.endCursor };
  expect(await testApp.post({ ...first, variables })).toMatchObject({
    data: { orders: { edges: [{ node: { id } }], pageInfo: { hasNextPage: false } } },
  });
  // Relay asks for more of a fragment by way of `node`.
  const log = { query: textOf('ordersLogQuery'), variables: { id, count: 1 } };
  expect(await testApp.post(log)).toMatchObject({
    data: { node: { id, events: { edges: [{ node: { type: 'ORDER_CREATED' } }] } } },
  });
});
