/** What is selected where a caller brings no document. A client token may read all of `FollowOrder`. */

export const FollowOrder = /* GraphQL */ `
  subscription FollowOrder($id: ID!, $after: EventCursor) {
    orderUpdates(id: $id, after: $after) {
      kind
      cursor
      order {
        id
        status
        phase
        reference
        description
        method
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
        expiresAt
        paidAt
        nextAction {
          __typename
          ... on DepositAddressAction {
            address
            checkoutUrl
            expiresAt
            tokenContract
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
      event {
        id
        type
        from
        to
        recordedAt
      }
    }
  }
`;

export const FollowSettlement = /* GraphQL */ `
  subscription FollowSettlement($id: ID!, $after: EventCursor) {
    settlementUpdates(id: $id, after: $after) {
      kind
      cursor
      settlement {
        id
        status
        phase
        reference
        amount {
          amount
          currency
        }
        failure {
          code
          message
        }
      }
      event {
        id
        type
        from
        to
        recordedAt
      }
    }
  }
`;

export const FollowEvents = /* GraphQL */ `
  subscription FollowEvents($filter: EventFilter, $after: EventCursor) {
    events(filter: $filter, after: $after) {
      kind
      cursor
      event {
        id
        type
        version
        from
        to
        cause
        recordedAt
        subject {
          __typename
          ... on Node {
            id
          }
        }
      }
    }
  }
`;
