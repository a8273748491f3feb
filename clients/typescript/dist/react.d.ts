import type { LiveOrderOptions, LiveOrderState } from './live-order.ts';
import type { FollowOrderSubscription } from './schema-types.ts';
/**
 * An order, now and after every change, for as long as the component is there. With `storage`, a reload shows the last
 * known order at once. `connection` says whether it is current; `error` why it has ended before the order has.
 */
export declare function useOrder<Result = FollowOrderSubscription>(options: LiveOrderOptions<Result>): LiveOrderState<Result>;
export type { LiveOrderOptions, LiveOrderState, OrderOf } from './live-order.ts';
