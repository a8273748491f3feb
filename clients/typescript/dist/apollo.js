import { ApolloLink } from '@apollo/client';
import { print } from 'graphql';
import { Observable } from 'rxjs';
import { observe } from './observe.js';
/**
 * Subscriptions for Apollo Client over lines that are opened again and resumed. Use it with `ApolloLink.split`, beside
 * the link for queries. The documents need `$after: EventCursor`, `kind` and `cursor`.
 */
export const paygraphLink = (options) => new ApolloLink(({ query, variables }) => new Observable((observer) => {
    const subscription = { query: print(query), variables };
    return observe(options, subscription, {
        next: (result) => observer.next(result),
        error: (error) => observer.error(error),
        complete: () => observer.complete(),
    });
}));
