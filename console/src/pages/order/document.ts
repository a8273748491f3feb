import { graphql } from '../../gql/index.ts';

export const explanationFragment = graphql(/* GraphQL */ `
  fragment ExplanationFields on Explanation {
    subjectStatus
    decisive {
      id
    }
    evidence(first: 100) {
      id
      at
      lastAt
      times
      cause
      says
      rule
      reason
      changed
      fromStatus
      toStatus
      delivery
    }
  }
`);

export const callFragment = graphql(/* GraphQL */ `
  fragment CallFields on ProviderCall {
    id
    at
    times
    operation
    outcome
    httpStatus
    durationMs
    request
    response
  }
`);

export const eventFragment = graphql(/* GraphQL */ `
  fragment HistoryEvent on Event {
    id
    type
    cause
    fromStatus
    toStatus
    recordedAt
    occurredAt
  }
`);

export const accountFragment = graphql(/* GraphQL */ `
  fragment OrderAccount on ProviderAccount {
    id
    name
    mode
  }
`);

export const moneyFragment = graphql(/* GraphQL */ `
  fragment OrderMoney on Order {
    payable {
      ...MoneyFields
    }
    refunded {
      ...MoneyFields
    }
    refundable {
      ...MoneyFields
    }
    chargedBack {
      ...MoneyFields
    }
    chargebacks {
      providerChargebackId
      chargebackStatus: status
      occurredAt
      createdAt
      amount {
        ...MoneyFields
      }
    }
    captureMode
    authorizedUntil
    authorized {
      ...MoneyFields
    }
    capture {
      status
      requestedAt
      amount {
        ...MoneyFields
      }
      failure {
        code
        message
        providerCode
        providerMessage
      }
    }
  }
`);

export const orderDocument = graphql(/* GraphQL */ `
  query Order($id: ID!) {
    order(id: $id) {
      ...OrderRow
      description
      phase
      paidAt
      expiresAt
      providerReference
      providerOrderId
      availableActions
      checkoutPageUrl
      account {
        ...OrderAccount
      }
      failure {
        code
        message
        providerCode
        providerMessage
      }
      resolution {
        needsAttention
        since
        checks
        lastCheckAt
        nextCheckAt
      }
      metadata {
        key
        value
      }
      ...OrderMoney
      refunds(first: 100) {
        nodes {
          ...RefundRow
        }
      }
      abnormalPayments(first: 100) {
        ...AbnormalPaymentRow
        availableActions
        transactionHash
        resolution {
          kind
          note
          by
          at
        }
      }
      explanation {
        ...ExplanationFields
      }
      providerCalls(first: 100) {
        ...CallFields
      }
      events(first: 100) {
        nodes {
          ...HistoryEvent
        }
      }
    }
  }
`);
