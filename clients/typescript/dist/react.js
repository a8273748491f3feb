import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { LiveOrder } from './live-order.js';
/**
 * An order, now and after every change, for as long as the component is there. With `storage`, a reload shows the last
 * known order at once. `connection` says whether it is current; `error` why it has ended before the order has.
 */
export function useOrder(options) {
    const { url, token, id, document, transport, storage } = options;
    const live = useMemo(() => new LiveOrder({ url, token, id, document, transport, storage }), [url, token, id, document, transport, storage]);
    const subscribe = useCallback((changed) => live.follow(changed), [live]);
    return useSyncExternalStore(subscribe, () => live.state, () => live.stateOfServer);
}
