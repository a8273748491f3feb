import { useMemo, useSyncExternalStore } from 'react';
import { createOrderStore, emptyState } from './store.ts';
import type { OrderState, OrderStore, OrderStoreOptions } from './store.ts';

export type { OrderState, OrderStoreOptions } from './store.ts';

/** Those that components are subscribed to, by what they follow. What is only rendered, as by a server, is not kept. */
const stores = new Map<string, OrderStore>();

/** The store of what `options` name: the one that others have subscribed to, or else its own. */
function sharedStore(key: string, options: OrderStoreOptions): OrderStore {
  const own = createOrderStore(options, () => {
    if (stores.get(key) === own) stores.delete(key);
  });
  const shared = (): OrderStore => stores.get(key) ?? own;
  return {
    state: () => shared().state(),
    subscribe(changed) {
      if (!stores.has(key)) stores.set(key, own);
      return shared().subscribe(changed);
    },
  };
}

/**
 * The order as it is now, and whether that is certain. Components that follow the same order share one connection,
 * which is closed after the last of them.
 */
export function useOrder(options: OrderStoreOptions): OrderState {
  const { url, token, id, transport } = options;
  const key = JSON.stringify([url, token, id, transport]);
  const { subscribe, state } = useMemo(() => sharedStore(key, options), [key]);
  return useSyncExternalStore(subscribe, state, serverState);
}

/** Also the first state in a browser that takes over a page of the server. */
const serverState = (): OrderState => emptyState;
