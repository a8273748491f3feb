import { createClient } from 'graphql-ws';
import { errorOf, FollowError, LineLost } from '../errors.js';
import { beatMs, openMs, silentMs } from './line.js';
import { watchdog } from './watchdog.js';
/** How many results wait for who takes them. With more, the line is closed and later resumed: memory is bounded. */
const mostWaiting = 1_000;
/** A WebSocket with graphql-transport-ws. Pings are sent every 3 s, and a line that does not answer is given up. */
export const ws = async function* (request, signal) {
    const watch = watchdog(signal);
    const inbox = new Inbox();
    watch.expectWithin(openMs);
    const close = subscribe(request, watch, inbox);
    watch.signal.addEventListener('abort', () => inbox.end(new LineLost('The line is silent.')));
    try {
        yield* inbox.results();
    }
    finally {
        watch.end();
        close();
    }
};
function subscribe({ url, token, query, variables }, watch, inbox) {
    const client = createClient({
        url: url.replace(/^http/, 'ws'),
        connectionParams: { authorization: `Bearer ${token}` },
        keepAlive: beatMs,
        // Lost lines are opened again by who follows, with the cursor of the last result.
        retryAttempts: 0,
        on: {
            connected: () => watch.expectNothing(),
            ping: (isReceived) => isReceived || watch.expectWithin(silentMs - beatMs),
            message: () => watch.expectNothing(),
            closed: (event) => inbox.end(lossOf(event)),
        },
    });
    const stop = client.subscribe({ query, variables: { ...variables } }, {
        next: (result) => inbox.add(result),
        error: (error) => inbox.end(refusalOf(error)),
        complete: () => inbox.end(null),
    });
    return () => {
        stop();
        // A dead socket would wait for its closing handshake.
        client.terminate();
    };
}
/** Codes of the API that say that another socket would be closed the same way. */
const final = {
    4400: 'BAD_REQUEST',
    4401: 'UNAUTHENTICATED',
    4403: 'FORBIDDEN',
    4406: 'BAD_REQUEST',
};
function lossOf(event) {
    const { code = 1006, reason = '' } = event;
    const known = final[code];
    return known === undefined
        ? new LineLost(`WebSocket closed: ${code} ${reason}`)
        : new FollowError(known, reason);
}
/** GraphQL errors of the subscription, or what closed the socket. */
function refusalOf(error) {
    if (Array.isArray(error))
        return errorOf(error);
    return error instanceof Error ? new LineLost(error.message) : lossOf(error);
}
/** Results that wait for who takes them. */
class Inbox {
    #waiting = [];
    #end = null;
    #wake = () => undefined;
    add(result) {
        if (this.#waiting.length === mostWaiting)
            return this.end(new LineLost('Too many wait.'));
        if (this.#end !== null)
            return;
        this.#waiting.push(result);
        this.#wake();
    }
    /** What has come before is still given. The first end counts. */
    end(error) {
        this.#end ??= { error };
        this.#wake();
    }
    async *results() {
        for (;;) {
            const next = this.#waiting.shift();
            if (next !== undefined)
                yield next;
            else if (this.#end !== null) {
                if (this.#end.error === null)
                    return;
                throw this.#end.error;
            }
            else {
                await new Promise((resolve) => {
                    this.#wake = resolve;
                });
            }
        }
    }
}
