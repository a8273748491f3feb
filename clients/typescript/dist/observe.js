import { follow } from './follow.js';
import { lineOf } from './lines/index.js';
/** Follows a subscription for a library with observables. Returns what ends it. */
export function observe({ url, token, onConnection, transport }, { query, variables: { after, ...variables } }, observer) {
    const leave = new AbortController();
    const { signal } = leave;
    const options = {
        url,
        token: typeof token === 'string' ? token : token(),
        after: typeof after === 'string' ? after : null,
        onConnection,
        signal,
    };
    const run = async () => {
        const line = await lineOf(transport);
        for await (const { data } of follow(options, line, query, variables))
            observer.next({ data });
        if (!signal.aborted)
            observer.complete();
    };
    run().catch((error) => observer.error(error));
    return () => leave.abort();
}
