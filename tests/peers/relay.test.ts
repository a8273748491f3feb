import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment as RelayEnvironment, Disposable, GraphQLTaggedNode } from 'relay-runtime';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { FollowEndpoint } from '../../clients/typescript/src/index.ts';
import { newOrder, pay } from '../clients/following.ts';
import { eventually, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { created } from '../support/operations.ts';
import { snippetWith } from '../support/snippets.ts';

const here = import.meta.dirname;
const root = join(here, '../..');
const page = 'docs/graphql-clients.md';
let folder: string;
let testApp: TestApp;

/** What the page shows as files of a project, beside those that try more of the compiler. */
beforeAll(async () => {
  mkdirSync(join(here, '.vitest'), { recursive: true });
  // Below the packages of this folder.
  folder = mkdtempSync(join(here, '.vitest/relay-'));
  const [, config = ''] =
    /^```json\n(.*?)^```$/ms.exec(readFileSync(join(root, page), 'utf8')) ?? [];
  writeFileSync(join(folder, 'relay.config.json'), config);
  cpSync(join(here, 'relay'), join(folder, 'src'), { recursive: true });
  cpSync(join(root, 'schema.graphql'), join(folder, 'paygraph.graphql'));
  for (const [name, part] of [
    ['environment', 'relayEnvironment'],
    ['followed', 'followedOrderQuery'],
  ] as const) {
    writeFileSync(join(folder, `src/${name}.ts`), snippetWith(page, part).text);
  }
  testApp = await openTestApp();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await testApp.close();
});

/** The text that Relay's compiler made of an operation. */
function textOf(operation: string): string {
  const artifact = readFileSync(join(folder, `src/__generated__/${operation}.graphql.ts`), 'utf8');
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

it('what the docs show of Relay compiles', () => {
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: {
        lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'],
        module: 'esnext',
        moduleResolution: 'bundler',
        paths: { '@paygraph/client': [join(root, 'clients/typescript/src/index.ts')] },
        // As the compiler writes its artifacts.
        verbatimModuleSyntax: false,
        skipLibCheck: true,
      },
      files: ['src/environment.ts', 'src/followed.ts'],
      include: [],
    }),
  );
  const tsc = join(root, 'node_modules/.bin/tsc');
  const { stdout } = spawnSync(tsc, ['--noEmit', '-p', folder], { encoding: 'utf8' });
  expect(stdout).toBe('');
});

/** As the plugins of bundlers do it: in the place of a document, what the compiler has made of it. */
const withArtifacts = (text: string): string =>
  text.replace(
    /graphql`\s*\w+ (\w+)[^`]*`/g,
    (_, name: string) =>
      `(await import('${join(folder, `src/__generated__/${name}.graphql.ts`)}')).default`,
  );

async function loaded(name: string): Promise<unknown> {
  const client = join(root, 'clients/typescript/src/index.ts');
  const text = readFileSync(join(folder, `src/${name}.ts`), 'utf8');
  const file = join(folder, `src/run-${name}.ts`);
  writeFileSync(file, withArtifacts(text).replace("'@paygraph/client'", `'${client}'`));
  return (await import(/* @vite-ignore */ file)) as unknown;
}

it('what is followed is in the store of Relay, which is asked alone', async () => {
  const { relayEnvironment } = (await loaded('environment')) as {
    relayEnvironment: (endpoint: FollowEndpoint) => RelayEnvironment;
  };
  const { followOrder, shownOrder } = (await loaded('followed')) as {
    followOrder: (
      environment: RelayEnvironment,
      id: string,
      onError: (error: Error) => void,
    ) => Disposable;
    shownOrder: GraphQLTaggedNode;
  };
  const { createOperationDescriptor, fetchQuery, getRequest } = await import('relay-runtime');
  const order = await newOrder(testApp);
  const environment = relayEnvironment({ url: testApp.url, token: order.token });
  const failures: Error[] = [];
  const followed = followOrder(environment, order.id, (error) => failures.push(error));
  onTestFinished(() => followed.dispose());
  const operation = createOperationDescriptor(getRequest(shownOrder), { id: order.id });
  const shown = () => environment.lookup(operation.fragment).data as unknown;
  await eventually(async () => environment.check(operation).status === 'available');
  expect(shown()).toMatchObject({ order: { id: order.id, status: 'AWAITING_PAYMENT' } });
  await pay(testApp, order);
  await eventually(async () => JSON.stringify(shown()).includes('PAID'));
  const asked = await fetchQuery(environment, shownOrder, { id: order.id }).toPromise();
  expect(asked).toMatchObject({ order: { status: 'PAID', phase: 'SETTLED' } });
  expect(failures).toEqual([]);
});
