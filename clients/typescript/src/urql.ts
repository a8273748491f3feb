import { subscriptionExchange } from '@urql/core';
import type { Exchange, ExecutionResult } from '@urql/core';
import { subscribe } from './subscriptions.ts';
import type { FollowEndpoint } from './subscriptions.ts';

export type { FollowEndpoint } from './subscriptions.ts';

/**
 * An exchange for the subscriptions of urql. They resume after a lost connection. Their documents select `kind` and
 * `cursor`, and take `$after: EventCursor`.
 */
export function followExchange(endpoint: FollowEndpoint): Exchange {
  return subscriptionExchange({
    forwardSubscription: ({ query = '', variables = {} }) => ({
      subscribe: (sink) => ({
        unsubscribe: subscribe(
          endpoint,
          { document: query, variables: variables as Record<string, unknown> },
          {
            next: (result) => sink.next(result as ExecutionResult),
            error: (error) => sink.error(error),
            complete: () => sink.complete(),
          },
        ),
      }),
    }),
  });
}
