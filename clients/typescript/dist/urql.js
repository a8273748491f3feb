import { subscriptionExchange } from '@urql/core';
import { observe } from './observe.js';
/**
 * Subscriptions for urql over lines that are opened again and resumed. Put it before `fetchExchange`. The documents
 * need `$after: EventCursor`, `kind` and `cursor`.
 */
export const paygraphExchange = (options) => subscriptionExchange({
    forwardSubscription: ({ query = '', variables }) => ({
        subscribe: (sink) => ({
            unsubscribe: observe(options, { query, variables: variables ?? {} }, {
                next: (result) => sink.next(result),
                error: (error) => sink.error(error),
                complete: () => sink.complete(),
            }),
        }),
    }),
});
