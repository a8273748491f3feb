import { FollowEvents, FollowOrder, FollowSettlement } from './documents.js';
import { follow } from './follow.js';
import { lineOf } from './lines/index.js';
import { textOf } from './text-of.js';
/** Follows one order: what it is now, and then each change, until `signal`. Each item has the order as it is then. */
export function followOrder(options) {
    return start(options, FollowOrder, { id: options.id });
}
/** Follows one settlement. Needs a key with the scope READ. */
export function followSettlement(options) {
    return start(options, FollowSettlement, { id: options.id });
}
/**
 * Follows the merchant's log from after a cursor: store the cursor of each item that you have dealt with. Without one
 * it begins with what happens from now on. Needs a key with the scope READ.
 */
export function followEvents(options) {
    return start(options, FollowEvents, { filter: options.filter ?? null });
}
async function* start(options, usual, variables) {
    const query = await textOf(options.document ?? usual);
    const line = await lineOf(options.transport);
    for await (const { item } of follow(options, line, query, variables)) {
        yield item;
    }
}
