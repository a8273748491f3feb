import { ApolloLink, Observable } from '@apollo/client';
import type { Endpoint } from './line/transport.ts';
import { subscribe } from './subscriptions.ts';

/**
 * A link for the subscriptions of Apollo Client. They resume after a lost connection. Their documents select `kind` and
 * `cursor`, and take `$after: EventCursor`. Other operations go on to the next link.
 */
export function followLink(endpoint: Endpoint): ApolloLink {
  return new ApolloLink((operation, forward) => {
    if (operation.operationType !== 'subscription') return forward(operation);
    const { query: document, variables } = operation;
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
