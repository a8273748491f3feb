import { useSyncExternalStore } from 'react';
import { createOrderStore, emptyState } from './store.ts';
import type { OrderState, OrderStore, OrderStoreOptions } from './store.ts';

export type { OrderState, OrderStoreOptions } from './store.ts';

/** By what they follow. They are removed when no component uses them any more. */
const stores = new Map<string, OrderStore>();

function storeOf(options: OrderStoreOptions): OrderStore {
  const { url, token, id, transport } = options;
  const key = JSON.stringify([url, token, id, transport]);
  const known = stores.get(key);
  if (known !== undefined) return known;
  const store = createOrderStore(options, () => {
    if (stores.get(key) === store) stores.delete(key);
  });
  // A server renders once and never subscribes, so that it would keep each order.
  if (typeof document !== 'undefined') stores.set(key, store);
  return store;
}

/**
 * The order as it is now, and whether that is certain. Components that follow the same order share one connection,
 * which is closed after the last of them.
 */
export function useOrder(options: OrderStoreOptions): OrderState {
  const { subscribe, state } = storeOf(options);
  return useSyncExternalStore(subscribe, state, serverState);
}

/** Also the first state in a browser that takes over a page of the server. */
const serverState = (): OrderState => emptyState;
