import { graphql } from '../../generated/gql.ts';

/** What merchants and payers request: the whole story of an order, from its creation to its settlement. */

export const moneyParts = graphql(`
  fragment MoneyParts on Money {
    amount
    currency
    network
  }
`);

export const failureParts = graphql(`
  fragment FailureParts on Failure {
    code
    message
    providerCode
    providerMessage
  }
`);

export const errorParts = graphql(`
  fragment ErrorParts on Error {
    __typename
    code: errorCode
    message
    retry
    ... on ValidationError {
      issues {
        path
        message
      }
    }
    ... on IdempotencyConflictError {
      existing {
        __typename
        id
      }
      differences
    }
    ... on NoRouteError {
      reasons
    }
    ... on InvalidStateError {
      status: subjectStatus
    }
    ... on RefundExceedsRefundableError {
      refundable {
        ...MoneyParts
      }
    }
  }
`);

export const nextActionParts = graphql(`
  fragment NextActionParts on NextAction {
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
        ...MoneyParts
      }
      tokenContract
      checkoutUrl
      expiresAt
    }
  }
`);

/** What the payer's browser may see too. */
export const orderParts = graphql(`
  fragment OrderParts on Order {
    id
    reference
    status
    phase
    method
    provider
    providerOrderId
    amount {
      ...MoneyParts
    }
    payable {
      ...MoneyParts
    }
    paid {
      ...MoneyParts
    }
    refunded {
      ...MoneyParts
    }
    refundable {
      ...MoneyParts
    }
    fees {
      type
      amount {
        ...MoneyParts
      }
    }
    nextAction {
      ...NextActionParts
    }
    failure {
      code
      message
    }
    availableActions
    description
    version
    expiresAt
    paidAt
    createdAt
    updatedAt
  }
`);

export const refundParts = graphql(`
  fragment RefundParts on Refund {
    id
    reference
    status
    phase
    amount {
      ...MoneyParts
    }
    reason
    providerReference
    providerRefundId
    transactionHash
    failure {
      ...FailureParts
    }
    resolution {
      since
      checks
      needsAttention
    }
    abnormalPayment {
      id
      status
    }
    order {
      id
      refunded {
        ...MoneyParts
      }
      refundable {
        ...MoneyParts
      }
    }
    version
  }
`);

export const abnormalPaymentParts = graphql(`
  fragment AbnormalPaymentParts on AbnormalPayment {
    id
    type
    status
    received {
      ...MoneyParts
    }
    pending {
      ...MoneyParts
    }
    transactionHash
    availableActions
    resolution {
      kind
      note
      by
      key {
        id
        name
      }
      at
      amount {
        ...MoneyParts
      }
    }
    refunds {
      id
      status
    }
    version
  }
`);

export const settlementParts = graphql(`
  fragment SettlementParts on Settlement {
    id
    reference
    status
    phase
    provider
    amount {
      ...MoneyParts
    }
    fee {
      ...MoneyParts
    }
    destinationType
    destination
    orders {
      id
    }
    providerReference
    providerSettlementId
    transactionHash
    failure {
      ...FailureParts
    }
    version
  }
`);

export const eventParts = graphql(`
  fragment EventParts on Event {
    id
    cursor
    type
    version
    from: fromStatus
    to: toStatus
    cause
    occurredAt
    recordedAt
    subject {
      __typename
      ... on Order {
        id
      }
      ... on Refund {
        id
      }
      ... on Settlement {
        id
      }
      ... on AbnormalPayment {
        id
      }
    }
  }
`);

graphql(`
  fragment Why on Explanation {
    status: subjectStatus
    decisive {
      says
    }
    evidence {
      says
      cause
      rule
      reason
      from: fromStatus
      to: toStatus
      changed
      occurredAt
      at
      times
      lastAt
      delivery
      call {
        operation
        outcome
      }
    }
  }
`);
