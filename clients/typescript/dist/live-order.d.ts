import { FollowError } from './errors.ts';
import type { Connection } from './follow.ts';
import type { FollowOrderSubscription } from './schema-types.ts';
import type { ItemOf, StreamOptions } from './streams.ts';
/** The order as the document selects it. */
export type OrderOf<Result> = ItemOf<Result> extends {
    order: infer Order;
} ? Order : never;
export interface LiveOrderState<Result> {
    /** As it was last seen. Null until it has been. */
    order: OrderOf<Result> | null;
    connection: Connection;
    /** Why it ended, where the order has not. */
    error: FollowError | null;
}
export interface LiveOrderOptions<Result = FollowOrderSubscription> extends Pick<StreamOptions<Result>, 'url' | 'token' | 'document' | 'transport'> {
    id: string;
    /** Where the last known order is kept for a reload: `sessionStorage`. */
    storage?: Pick<Storage, 'getItem' | 'setItem'> | undefined;
}
/** The last known state of an order, and what keeps it current. */
export declare class LiveOrder<Result> {
    #private;
    /** Replaced at every change. */
    state: LiveOrderState<Result>;
    /** Where the page is rendered on a server, nothing is known yet. */
    readonly stateOfServer: LiveOrderState<Result>;
    constructor(options: LiveOrderOptions<Result>);
    /** Follows the order until the result is called or the order has ended for good. */
    follow(changed: () => void): () => void;
}
