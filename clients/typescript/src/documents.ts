const moneyFields = /* GraphQL */ `
  fragment MoneyFields on Money {
    amount
    currency
    network
  }
`;

const failureFields = /* GraphQL */ `
  fragment FailureFields on Failure {
    code
    message
  }
`;

const eventFields = /* GraphQL */ `
  fragment EventFields on Event {
    id
    type
    fromStatus
    toStatus
    recordedAt
  }
`;

/** The fragment `OrderFields` and its parts: the fields of `Order`. A client token may see all of it. */
export const orderFields = /* GraphQL */ `
  fragment OrderFields on Order {
    id
    reference
    description
    status
    phase
    amount {
      ...MoneyFields
    }
    payable {
      ...MoneyFields
    }
    paid {
      ...MoneyFields
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
          ...MoneyFields
        }
        checkoutUrl
        expiresAt
      }
    }
    failure {
      ...FailureFields
    }
  }
  ${moneyFields}
  ${failureFields}
`;

/** What is asked for where the caller has no document. A client token may see all of it. */
export const orderDocument = /* GraphQL */ `
  subscription FollowOrder($id: ID!, $after: EventCursor) {
    orderUpdates(id: $id, after: $after) {
      kind
      cursor
      event {
        ...EventFields
      }
      order {
        ...OrderFields
      }
    }
  }
  ${eventFields}
  ${orderFields}
`;

/** Needs an API key with the scope READ. */
export const eventsDocument = /* GraphQL */ `
  subscription FollowEvents($after: EventCursor, $filter: EventFilter) {
    events(after: $after, filter: $filter) {
      kind
      cursor
      event {
        ...EventFields
        subject {
          __typename
          ... on Node {
            id
          }
        }
      }
    }
  }
  ${eventFields}
`;

/** Needs an API key with the scope READ. */
export const settlementDocument = /* GraphQL */ `
  subscription FollowSettlement($id: ID!, $after: EventCursor) {
    settlementUpdates(id: $id, after: $after) {
      kind
      cursor
      event {
        ...EventFields
      }
      settlement {
        id
        reference
        status
        phase
        amount {
          ...MoneyFields
        }
        failure {
          ...FailureFields
        }
      }
    }
  }
  ${eventFields}
  ${moneyFields}
  ${failureFields}
`;
