import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { LiveOrder } from './live-order.ts';
import type { LiveOrderOptions, LiveOrderState } from './live-order.ts';
import type { FollowOrderSubscription } from './schema-types.ts';

/**
 * An order, now and after every change, for as long as the component is there. With `storage`, a reload shows the last
 * known order at once. `connection` says whether it is current; `error` why it has ended before the order has.
 */
export function useOrder<Result = FollowOrderSubscription>(
  options: LiveOrderOptions<Result>,
): LiveOrderState<Result> {
  const { url, token, id, document, transport, storage } = options;
  const live = useMemo(
    () => new LiveOrder<Result>({ url, token, id, document, transport, storage }),
    [url, token, id, document, transport, storage],
  );
  const subscribe = useCallback((changed: () => void) => live.follow(changed), [live]);
  return useSyncExternalStore(
    subscribe,
    () => live.state,
    () => live.stateOfServer,
  );
}

export type { LiveOrderOptions, LiveOrderState, OrderOf } from './live-order.ts';
