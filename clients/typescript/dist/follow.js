import { errorOf, LineLost } from './errors.js';
import { Retry } from './retry.js';
/**
 * Gives the results of a subscription, over as many lines as it takes: a line that is lost or silent is opened again
 * and resumed after the last item. No event is left out, and none comes twice. It ends by the signal, and throws a
 * `FollowError` where another line would be refused too.
 */
export async function* follow(options, line, query, variables) {
    if (!/\$after\b/.test(query))
        throw new TypeError('The document needs $after: EventCursor');
    const { url, token, onConnection, signal = new AbortController().signal } = options;
    const retry = new Retry();
    const tell = teller(onConnection);
    let after = options.after ?? null;
    try {
        while (!signal.aborted) {
            let retryAfter = null;
            retry.begin();
            try {
                const request = { url, token, query, variables: { ...variables, after } };
                for await (const result of line(request, signal)) {
                    if (signal.aborted)
                        return;
                    const followed = followedOf(result);
                    const { kind, cursor } = followed.item;
                    retry.succeeded();
                    if (kind === 'CAUGHT_UP' || kind === 'CHECKPOINT')
                        tell('live');
                    const isRepeated = kind === 'EVENT' && cursor === after;
                    after = cursor;
                    if (!isRepeated)
                        yield followed;
                }
                // The server has nothing more to say: what was followed is gone.
                return;
            }
            catch (error) {
                if (signal.aborted)
                    return;
                if (!(error instanceof LineLost))
                    throw error;
                ({ retryAfter } = error);
            }
            tell('reconnecting');
            await retry.wait(retryAfter, signal);
        }
    }
    finally {
        tell('ended');
    }
}
function followedOf({ data, errors }) {
    if (errors !== undefined && errors.length > 0)
        throw errorOf(errors);
    const item = Object.values(data ?? {}).find((value) => typeof value === 'object');
    const { cursor } = (item ?? {});
    if (typeof cursor !== 'string')
        throw new TypeError('The document needs kind and cursor');
    return { data: data ?? {}, item: item };
}
/** Calls only with what differs from before. */
function teller(onConnection) {
    let last = null;
    return (next) => {
        if (next !== last)
            onConnection?.(next);
        last = next;
    };
}
