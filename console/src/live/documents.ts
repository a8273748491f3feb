import { graphql } from '../gql/index.ts';

/** Amounts are texts of the API, and stay that. */
export const moneyFragment = graphql(/* GraphQL */ `
  fragment MoneyFields on Money {
    amount
    currency
    network
  }
`);

/** A line of the list of orders. */
export const orderRowFragment = graphql(/* GraphQL */ `
  fragment OrderRow on Order {
    id
    reference
    status
    createdAt
    updatedAt
    provider
    method
    amount {
      ...MoneyFields
    }
    paid {
      ...MoneyFields
    }
    resolution {
      needsAttention
    }
  }
`);

export const refundRowFragment = graphql(/* GraphQL */ `
  fragment RefundRow on Refund {
    id
    reference
    refundStatus: status
    createdAt
    amount {
      ...MoneyFields
    }
    order {
      id
      reference
    }
  }
`);

export const settlementRowFragment = graphql(/* GraphQL */ `
  fragment SettlementRow on Settlement {
    id
    reference
    settlementStatus: status
    createdAt
    provider
    destination
    destinationType
    amount {
      ...MoneyFields
    }
  }
`);

export const abnormalPaymentRowFragment = graphql(/* GraphQL */ `
  fragment AbnormalPaymentRow on AbnormalPayment {
    id
    abnormalPaymentStatus: status
    type
    createdAt
    received {
      ...MoneyFields
    }
    pending {
      ...MoneyFields
    }
    intended: order {
      id
      reference
    }
  }
`);

/** The merchant's log, with each subject as a list shows it. */
export const logDocument = graphql(/* GraphQL */ `
  subscription ConsoleLog($after: EventCursor) {
    events(after: $after) {
      kind
      cursor
      event {
        id
        type
        recordedAt
        subject {
          __typename
          ...OrderRow
          ...RefundRow
          ...SettlementRow
          ...AbnormalPaymentRow
        }
      }
    }
  }
`);
