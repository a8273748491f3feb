/** What is asked for where the caller has no document. A client token may see all of it. */
export const orderDocument = /* GraphQL */ `
  subscription FollowOrder($id: ID!, $after: EventCursor) {
    orderUpdates(id: $id, after: $after) {
      kind
      cursor
      event {
        id
        type
        fromStatus
        toStatus
        recordedAt
      }
      order {
        id
        reference
        description
        status
        phase
        amount {
          amount
          currency
          network
        }
        payable {
          amount
          currency
          network
        }
        paid {
          amount
          currency
          network
        }
        expiresAt
        nextAction {
          __typename
          ... on RedirectAction {
            url
          }
          ... on QrCodeAction {
            payload
            expiresAt
          }
          ... on DepositAddressAction {
            address
            amount {
              amount
              currency
              network
            }
            checkoutUrl
            expiresAt
          }
        }
        failure {
          code
          message
        }
      }
    }
  }
`;

/** Needs an API key with the scope READ. */
export const eventsDocument = /* GraphQL */ `
  subscription FollowEvents($after: EventCursor, $filter: EventFilter) {
    events(after: $after, filter: $filter) {
      kind
      cursor
      event {
        id
        type
        fromStatus
        toStatus
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

/** Needs an API key with the scope READ. */
export const settlementDocument = /* GraphQL */ `
  subscription FollowSettlement($id: ID!, $after: EventCursor) {
    settlementUpdates(id: $id, after: $after) {
      kind
      cursor
      event {
        id
        type
        fromStatus
        toStatus
        recordedAt
      }
      settlement {
        id
        reference
        status
        phase
        amount {
          amount
          currency
          network
        }
        failure {
          code
          message
        }
      }
    }
  }
`;
