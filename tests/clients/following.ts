import { onTestFinished } from 'vitest';
import type { Connection, KeyStorage } from '../../clients/typescript/src/index.ts';
import { eventually } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { orderInput, pathOf } from '../support/operations.ts';
import { openProxy } from '../support/proxy.ts';
import type { Proxy } from '../support/proxy.ts';

export const transports = ['sse', 'ws'] as const;

/** A line to the app that can be cut. It is closed after the test. */
export async function lineTo(testApp: Pick<TestApp, 'url'>): Promise<Proxy> {
  const line = await openProxy(testApp.url);
  onTestFinished(async () => line[Symbol.asyncDispose]());
  return line;
}

/** Reads items as fast as they come, until the signal or the end. */
export interface Reader<Item> {
  items: Item[];
  connections: Connection[];
  onConnection(connection: Connection): void;
  /** Resolves with the first item, past or future, that meets the condition. */
  until(condition: (item: Item) => boolean): Promise<Item>;
  /** Resolves when the connection has been reported as this, after the first `since` reports. */
  untilConnection(connection: Connection, since?: number): Promise<void>;
  /** Resolves with the error that the iteration ended with, or null. */
  ended: Promise<unknown>;
}

export interface Opening {
  onConnection(connection: Connection): void;
  signal: AbortSignal;
}

/** Reads what `open` follows. It is ended with the test. */
export function readAll<Item>(open: (opening: Opening) => AsyncIterable<Item>): Reader<Item> {
  const items: Item[] = [];
  const connections: Connection[] = [];
  const waiting = new Set<() => void>();
  const abort = new AbortController();
  const wake = (): void => waiting.forEach((check) => check());
  const when = <Found>(find: () => Found | undefined): Promise<Found> =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        reject(new Error(`not within 20 s: ${JSON.stringify({ items, connections })}`));
      }, 20_000);
      const check = (): void => {
        const found = find();
        if (found === undefined) return;
        clearTimeout(late);
        waiting.delete(check);
        resolve(found);
      };
      waiting.add(check);
      check();
    });
  const onConnection = (connection: Connection): void => {
    connections.push(connection);
    wake();
  };
  const read = async (): Promise<unknown> => {
    try {
      for await (const item of open({ onConnection, signal: abort.signal })) {
        items.push(item);
        wake();
      }
      return null;
    } catch (error) {
      return error;
    }
  };
  const ended = read();
  onTestFinished(async () => {
    abort.abort();
    await ended;
  });
  return {
    items,
    connections,
    onConnection,
    until: (condition) => when(() => items.find(condition)),
    untilConnection: async (connection, since = 0) => {
      await when(() => connections.slice(since).includes(connection) || undefined);
    },
    ended,
  };
}

/** A new order, with the token of its payer. */
export async function newOrder(testApp: TestApp): Promise<NewOrder> {
  const { createOrder } = await testApp.request(documents.createOrder, {
    input: orderInput(testApp, 'W_CHECKOUT'),
  });
  if (createOrder.__typename !== 'CreateOrderSuccess') throw new Error(createOrder.__typename);
  const { order, clientToken } = createOrder;
  references.set(order.id, order.providerReference);
  return { id: order.id, token: clientToken };
}

export interface NewOrder {
  id: string;
  token: string;
}

const references = new Map<string, string>();

/** The payer pays, and the API knows it. */
export async function pay(testApp: TestApp, { id }: Pick<NewOrder, 'id'>): Promise<void> {
  testApp.sandbox.provider('W_CHECKOUT').pay(references.get(id) ?? '');
  await eventually(async () => (await pathOf(testApp, id)).at(-1) === 'PAID');
}

/** A storage as that of a browser. */
export function memory(): KeyStorage {
  const entries = new Map<string, string>();
  return {
    getItem: (name) => entries.get(name) ?? null,
    setItem: (name, value) => void entries.set(name, value),
    removeItem: (name) => void entries.delete(name),
  };
}
