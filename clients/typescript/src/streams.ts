import { FollowEvents, FollowOrder, FollowSettlement } from './documents.ts';
import { follow } from './follow.ts';
import type { FollowOptions, StreamItem } from './follow.ts';
import type {
  EventFilter,
  FollowEventsSubscription,
  FollowOrderSubscription,
  FollowSettlementSubscription,
} from './schema-types.ts';
import { lineOf } from './lines/index.ts';
import type { Transport } from './lines/index.ts';
import { textOf } from './text-of.ts';
import type { Document } from './text-of.ts';

export interface StreamOptions<Result> extends FollowOptions {
  /** Default `sse`. */
  transport?: Transport | undefined;
  /** A subscription of your own, with the same variables. Each item needs `kind` and `cursor`. */
  document?: Document<Result, never> | undefined;
}

/** The item of a subscription with one field. */
export type ItemOf<Result> = Extract<
  { [Field in keyof Result]: Result[Field] }[keyof Result],
  StreamItem
>;

type Items<Result> = AsyncGenerator<ItemOf<Result>, void, void>;

/** Follows one order: what it is now, and then each change, until `signal`. Each item has the order as it is then. */
export function followOrder<Result = FollowOrderSubscription>(
  options: StreamOptions<Result> & { id: string },
): Items<Result> {
  return start(options, FollowOrder, { id: options.id });
}

/** Follows one settlement. Needs a key with the scope READ. */
export function followSettlement<Result = FollowSettlementSubscription>(
  options: StreamOptions<Result> & { id: string },
): Items<Result> {
  return start(options, FollowSettlement, { id: options.id });
}

/**
 * Follows the merchant's log from after a cursor: store the cursor of each item that you have dealt with. Without one
 * it begins with what happens from now on. Needs a key with the scope READ.
 */
export function followEvents<Result = FollowEventsSubscription>(
  options: StreamOptions<Result> & { filter?: EventFilter | null | undefined },
): Items<Result> {
  return start(options, FollowEvents, { filter: options.filter ?? null });
}

async function* start<Result>(
  options: StreamOptions<Result>,
  usual: Document<unknown, never>,
  variables: Readonly<Record<string, unknown>>,
): Items<Result> {
  const query = await textOf(options.document ?? usual);
  const line = await lineOf(options.transport);
  for await (const { item } of follow(options, line, query, variables)) {
    yield item as ItemOf<Result>;
  }
}
