import { ApolloLink, Observable } from '@apollo/client';
import { print } from '@apollo/client/utilities';
import { subscribe } from './subscriptions.ts';
import type { FollowEndpoint } from './subscriptions.ts';

export type { FollowEndpoint } from './subscriptions.ts';

/**
 * A link for the subscriptions of Apollo Client. They resume after a lost connection. Their documents select `kind` and
 * `cursor`, and take `$after: EventCursor`. Other operations go on to the next link.
 */
export function followLink(endpoint: FollowEndpoint): ApolloLink {
  return new ApolloLink((operation, forward) => {
    if (operation.operationType !== 'subscription') return forward(operation);
    const { query, variables } = operation;
    // The source of a document has no `__typename`, without which the cache knows no object.
    const document = print(query);
    return new Observable((observer) =>
      subscribe(
        endpoint,
        { document, variables },
        {
          next: (result) => observer.next(result as ApolloLink.Result),
          error: (error) => observer.error(error),
          complete: () => observer.complete(),
        },
      ),
    );
  });
}
