import { graphql } from '../../generated/gql.ts';

export const order = graphql(`
  query Order($id: ID!) {
    order(id: $id) {
      ...OrderParts
    }
  }
`);

/** Everything that support needs to know about an order. */
export const orderInFull = graphql(`
  query OrderInFull($id: ID!) {
    order(id: $id) {
      ...OrderParts
      providerReference
      account {
        id
        name
      }
      failure {
        ...FailureParts
      }
      resolution {
        since
        checks
        lastCheckAt
        nextCheckAt
        needsAttention
      }
      metadata {
        key
        value
      }
      refunds {
        nodes {
          ...RefundParts
        }
      }
      abnormalPayments {
        ...AbnormalPaymentParts
      }
      events(first: 100) {
        nodes {
          ...EventParts
        }
      }
      providerCalls {
        operation
        outcome
        httpStatus
        request
        response
      }
    }
  }
`);

export const orders = graphql(`
  query Orders($first: Int, $after: String, $filter: OrderFilter) {
    orders(first: $first, after: $after, filter: $filter) {
      edges {
        cursor
        node {
          id
          reference
          status
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`);

export const orderByIdempotencyKey = graphql(`
  query OrderByIdempotencyKey($key: ID!) {
    orderByIdempotencyKey(key: $key) {
      id
      status
    }
  }
`);

export const refundByIdempotencyKey = graphql(`
  query RefundByIdempotencyKey($key: ID!) {
    refundByIdempotencyKey(key: $key) {
      id
      status
    }
  }
`);

export const settlementByIdempotencyKey = graphql(`
  query SettlementByIdempotencyKey($key: ID!) {
    settlementByIdempotencyKey(key: $key) {
      id
      status
    }
  }
`);

export const refund = graphql(`
  query Refund($id: ID!) {
    refund(id: $id) {
      ...RefundParts
    }
  }
`);

export const settlement = graphql(`
  query Settlement($id: ID!) {
    settlement(id: $id) {
      ...SettlementParts
      events {
        nodes {
          ...EventParts
        }
      }
    }
  }
`);

export const abnormalPayments = graphql(`
  query AbnormalPayments($filter: AbnormalPaymentFilter) {
    abnormalPayments(filter: $filter) {
      nodes {
        ...AbnormalPaymentParts
        order {
          id
          status
        }
      }
    }
  }
`);

export const events = graphql(`
  query Events($first: Int, $after: EventCursor, $filter: EventFilter) {
    events(first: $first, after: $after, filter: $filter) {
      nodes {
        ...EventParts
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const viewer = graphql(`
  query Viewer {
    viewer {
      id
      name
      accounts {
        id
        provider
        name
        enabled
        webhookUrl
        capabilities {
          methods
          currencies
          cancelOrder
          refund
          abnormalPayments
          balance
        }
      }
      apiKeys {
        id
        prefix
        scopes
      }
    }
  }
`);

export const balances = graphql(`
  query Balances($account: ID!) {
    node(id: $account) {
      ... on ProviderAccount {
        balances {
          available {
            ...MoneyParts
          }
          frozen {
            ...MoneyParts
          }
          unsettled {
            ...MoneyParts
          }
        }
      }
    }
  }
`);

export const webhookDeliveries = graphql(`
  query WebhookDeliveries($account: ID, $statuses: [WebhookDeliveryStatus!]) {
    webhookDeliveries(account: $account, statuses: $statuses) {
      nodes {
        id
        status
        eventId
        body
        attempts
        lastError
        events {
          ...EventParts
        }
      }
    }
  }
`);

export const explanations = graphql(`
  query Explanations($order: ID!) {
    order(id: $order) {
      status
      explanation {
        ...Why
      }
      refunds {
        nodes {
          id
          status
          explanation {
            ...Why
          }
        }
      }
    }
  }
`);

export const settlementExplained = graphql(`
  query SettlementExplained($id: ID!) {
    settlement(id: $id) {
      status
      explanation {
        ...Why
      }
    }
  }
`);
