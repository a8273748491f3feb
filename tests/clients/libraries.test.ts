import { readFileSync } from 'node:fs';
import { ApolloClient, ApolloLink, gql, InMemoryCache } from '@apollo/client';
import { Client } from '@urql/core';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { followLink } from '../../clients/typescript/src/apollo.ts';
import { possibleTypes } from '../../clients/typescript/src/possible-types.ts';
import { useOrder } from '../../clients/typescript/src/react.ts';
import { createOrderStore } from '../../clients/typescript/src/store.ts';
import { followExchange } from '../../clients/typescript/src/urql.ts';
import { possibleTypesFile, possibleTypesSource } from '../../scripts/possible-types.ts';
import { eventually, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { lineTo, memory, newOrder, pay } from './following.ts';

let testApp: TestApp;

beforeAll(async () => {
  testApp = await openTestApp();
});

afterAll(async () => testApp.close());

const document = gql`
  subscription LibraryOrder($id: ID!, $after: EventCursor) {
    orderUpdates(id: $id, after: $after) {
      kind
      cursor
      order {
        id
        status
      }
    }
  }
`;

interface Data {
  orderUpdates: { kind: string; order: { status: string } };
}

const snapshotsIn = (all: readonly (Data | null | undefined)[]): number =>
  all.filter((data) => data?.orderUpdates.kind === 'SNAPSHOT').length;
const statusIn = (all: readonly (Data | null | undefined)[]): string | undefined =>
  all.at(-1)?.orderUpdates.order.status;

describe('a subscription resumes after a line that was cut', () => {
  it('of urql, with followExchange', async () => {
    const order = await newOrder(testApp);
    const line = await lineTo(testApp);
    const client = new Client({
      url: line.url,
      exchanges: [followExchange({ url: line.url, token: order.token })],
      preferGetMethod: false,
    });
    const all: (Data | undefined)[] = [];
    const subscription = client
      .subscription<Data>(document, { id: order.id })
      .subscribe(({ data }) => void all.push(data));
    onTestFinished(() => subscription.unsubscribe());
    await eventually(async () => all.length === 2);
    await line.cut();
    await pay(testApp, order);
    await line.heal();
    await eventually(async () => statusIn(all) === 'PAID');
    expect(snapshotsIn(all)).toBe(1);
  });

  it('of Apollo Client, with followLink', async () => {
    const order = await newOrder(testApp);
    const line = await lineTo(testApp);
    const client = new ApolloClient({
      link: ApolloLink.from([followLink({ url: line.url, token: order.token })]),
      cache: new InMemoryCache({ possibleTypes }),
    });
    const all: (Data | null | undefined)[] = [];
    const subscription = client
      .subscribe<Data>({ query: document, variables: { id: order.id } })
      .subscribe(({ data }) => void all.push(data));
    onTestFinished(() => {
      subscription.unsubscribe();
      client.stop();
    });
    await eventually(async () => all.length === 2);
    await line.cut();
    await pay(testApp, order);
    await line.heal();
    await eventually(async () => statusIn(all) === 'PAID');
    expect(snapshotsIn(all)).toBe(1);
  });
});

const none = (): undefined => undefined;

describe('useOrder', () => {
  it('has no order on a server, where it opens no connection', async () => {
    const order = await newOrder(testApp);
    const line = await lineTo(testApp);
    const Page = () => createElement('p', null, JSON.stringify(useOrder({ ...order, ...line })));
    expect(renderToString(createElement(Page))).toContain('reconnecting');
    expect(line.connections()).toBe(0);
  });

  it('has the last order at once after a reload, and continues it', async () => {
    const [order, storage] = [await newOrder(testApp), memory()];
    const { url } = testApp;
    const before = createOrderStore({ url, ...order, storage }, none);
    const leave = before.subscribe(none);
    await eventually(async () => before.state().connection === 'live');
    leave();
    const after = createOrderStore({ url, ...order, storage }, none);
    expect(after.state()).toMatchObject({
      order: { id: order.id, status: 'AWAITING_PAYMENT' },
      connection: 'reconnecting',
    });
    onTestFinished(after.subscribe(none));
    await pay(testApp, order);
    await eventually(async () => after.state().order?.status === 'PAID');
  });

  it('keeps one connection for all who subscribe, and closes it after the last', async () => {
    const order = await newOrder(testApp);
    const line = await lineTo(testApp);
    const store = createOrderStore({ ...order, url: line.url, transport: 'ws' }, none);
    // As StrictMode does it.
    store.subscribe(none)();
    const leaving = [store.subscribe(none), store.subscribe(none)];
    await eventually(async () => store.state().connection === 'live');
    expect(line.connections()).toBe(1);
    for (const leave of leaving) leave();
    await eventually(async () => line.connections() === 0);
  });

  it('ends with the error of a token that is not accepted', async () => {
    const { id } = await newOrder(testApp);
    const store = createOrderStore({ url: testApp.url, id, token: 'wrong' }, none);
    onTestFinished(store.subscribe(none));
    await eventually(async () => store.state().connection === 'ended');
    expect(store.state().error).toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

describe('possibleTypes', () => {
  it('are those of the schema', async () => {
    expect(readFileSync(possibleTypesFile, 'utf8')).toBe(await possibleTypesSource());
  });
});
