import type { FollowOptions, StreamItem } from './follow.ts';
import type { EventFilter, FollowEventsSubscription, FollowOrderSubscription, FollowSettlementSubscription } from './schema-types.ts';
import type { Transport } from './lines/index.ts';
import type { Document } from './text-of.ts';
export interface StreamOptions<Result> extends FollowOptions {
    /** Default `sse`. */
    transport?: Transport | undefined;
    /** A subscription of your own, with the same variables. Each item needs `kind` and `cursor`. */
    document?: Document<Result, never> | undefined;
}
/** The item of a subscription with one field. */
export type ItemOf<Result> = Extract<{
    [Field in keyof Result]: Result[Field];
}[keyof Result], StreamItem>;
type Items<Result> = AsyncGenerator<ItemOf<Result>, void, void>;
/** Follows one order: what it is now, and then each change, until `signal`. Each item has the order as it is then. */
export declare function followOrder<Result = FollowOrderSubscription>(options: StreamOptions<Result> & {
    id: string;
}): Items<Result>;
/** Follows one settlement. Needs a key with the scope READ. */
export declare function followSettlement<Result = FollowSettlementSubscription>(options: StreamOptions<Result> & {
    id: string;
}): Items<Result>;
/**
 * Follows the merchant's log from after a cursor: store the cursor of each item that you have dealt with. Without one
 * it begins with what happens from now on. Needs a key with the scope READ.
 */
export declare function followEvents<Result = FollowEventsSubscription>(options: StreamOptions<Result> & {
    filter?: EventFilter | null | undefined;
}): Items<Result>;
export {};
