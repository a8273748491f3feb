import { graphql } from '../../gql/index.ts';

/** What is expected to go wrong, with what is wrong in each field. */
export const refusalFragment = graphql(/* GraphQL */ `
  fragment Refusal on Error {
    errorCode
    message
    retry
    ... on ValidationError {
      issues {
        path
        message
      }
    }
    ... on RefundExceedsRefundableError {
      refundable {
        ...MoneyFields
      }
    }
    ... on CaptureExceedsAuthorizedError {
      authorized {
        ...MoneyFields
      }
    }
  }
`);

export const createRefundDocument = graphql(/* GraphQL */ `
  mutation ConsoleCreateRefund($input: CreateRefundInput!) {
    createRefund(input: $input) {
      __typename
      ...Refusal
    }
  }
`);

export const cancelOrderDocument = graphql(/* GraphQL */ `
  mutation ConsoleCancelOrder($input: CancelOrderInput!) {
    cancelOrder(input: $input) {
      __typename
      ...Refusal
    }
  }
`);

export const captureOrderDocument = graphql(/* GraphQL */ `
  mutation ConsoleCaptureOrder($input: CaptureOrderInput!) {
    captureOrder(input: $input) {
      __typename
      ...Refusal
    }
  }
`);

export const refreshOrderDocument = graphql(/* GraphQL */ `
  mutation ConsoleRefreshOrder($id: ID!) {
    refreshOrder(id: $id) {
      __typename
      ...Refusal
    }
  }
`);

export const refreshRefundDocument = graphql(/* GraphQL */ `
  mutation ConsoleRefreshRefund($id: ID!) {
    refreshRefund(id: $id) {
      __typename
      ...Refusal
    }
  }
`);

export const cancelRefundDocument = graphql(/* GraphQL */ `
  mutation ConsoleCancelRefund($input: CancelRefundInput!) {
    cancelRefund(input: $input) {
      __typename
      ...Refusal
    }
  }
`);

export const refreshSettlementDocument = graphql(/* GraphQL */ `
  mutation ConsoleRefreshSettlement($id: ID!) {
    refreshSettlement(id: $id) {
      __typename
      ...Refusal
    }
  }
`);

export const cancelSettlementDocument = graphql(/* GraphQL */ `
  mutation ConsoleCancelSettlement($input: CancelSettlementInput!) {
    cancelSettlement(input: $input) {
      __typename
      ...Refusal
    }
  }
`);

export const resolveDocument = graphql(/* GraphQL */ `
  mutation ConsoleResolve($input: ResolveAbnormalPaymentInput!) {
    resolveAbnormalPayment(input: $input) {
      __typename
      ...Refusal
    }
  }
`);

export const refundAbnormalDocument = graphql(/* GraphQL */ `
  mutation ConsoleRefundAbnormal($input: RefundAbnormalPaymentInput!) {
    refundAbnormalPayment(input: $input) {
      __typename
      ...Refusal
    }
  }
`);

export const decideDocument = graphql(/* GraphQL */ `
  mutation ConsoleDecide($input: DecideUnknownInput!) {
    decideUnknown(input: $input) {
      __typename
      ...Refusal
    }
  }
`);

export const acknowledgeDocument = graphql(/* GraphQL */ `
  mutation ConsoleAcknowledge($input: AcknowledgeAttentionInput!) {
    acknowledgeAttention(input: $input) {
      __typename
      ...Refusal
    }
  }
`);

/** A line of the list of webhooks. */
export const webhookRowFragment = graphql(/* GraphQL */ `
  fragment WebhookRow on WebhookDelivery {
    id
    status
    receivedAt
    attempts
    lastError
    account {
      id
      name
    }
  }
`);

export const replayDocument = graphql(/* GraphQL */ `
  mutation ConsoleReplay($id: ID!) {
    replayWebhook(id: $id) {
      __typename
      ...Refusal
      ... on ReplayWebhookSuccess {
        delivery {
          ...WebhookRow
        }
      }
    }
  }
`);
