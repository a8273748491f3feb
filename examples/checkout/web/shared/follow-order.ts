import { graphql } from '../../gql/gql.ts';
import type { FollowShopOrderSubscription } from '../../gql/graphql.ts';

/** All that the pages show of an order. The client token may read it. */
export const FollowShopOrder = graphql(`
  subscription FollowShopOrder($id: ID!, $after: EventCursor) {
    orderUpdates(id: $id, after: $after) {
      kind
      cursor
      order {
        id
        status
        phase
        description
        amount {
          amount
          currency
        }
        payable {
          amount
          currency
          network
        }
        paid {
          amount
          currency
        }
        refunded {
          amount
          currency
        }
        failure {
          code
          message
        }
        nextAction {
          __typename
          ... on DepositAddressAction {
            address
            checkoutUrl
            expiresAt
          }
          ... on RedirectAction {
            url
          }
          ... on QrCodeAction {
            payload
            expiresAt
          }
        }
      }
    }
  }
`);

export type FollowedOrder = FollowShopOrderSubscription['orderUpdates']['order'];
export type NextAction = NonNullable<FollowedOrder['nextAction']>;
