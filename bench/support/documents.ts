/** An order by its id: eight fields. */
export const orderQuery = `query Order($id: ID!) {
  order(id: $id) {
    id
    reference
    status
    phase
    amount { amount currency }
    providerReference
    version
    createdAt
  }
}`;

/** The newest fifty orders, each with its refunds, events and abnormal payments: 550 objects below them. */
export const ordersQuery = `query Orders {
  orders(first: 50) {
    nodes {
      id
      reference
      status
      amount { amount currency }
      createdAt
      refunds(first: 10) { nodes { id status amount { amount currency } createdAt } }
      events(first: 10) { nodes { id type fromStatus toStatus recordedAt } }
      abnormalPayments(first: 10) {
        id
        type
        status
        received { amount currency }
        pending { amount currency }
        createdAt
      }
    }
    pageInfo { hasNextPage }
  }
}`;

/** The longest page of orders, with what takes whole records. */
export const longPage = `query Long {
  orders(first: 100) {
    nodes {
      id
      reference
      status
      phase
      amount { amount currency }
      payable { amount currency }
      refundable { amount currency }
      nextAction { __typename }
      availableActions
      metadata { key value }
      createdAt
      refunds(first: 10) {
        nodes { id status phase amount { amount currency } failure { code } resolution { since } createdAt }
      }
      events(first: 10) { nodes { id type fromStatus toStatus recordedAt } }
      abnormalPayments(first: 10) {
        id
        type
        status
        needsAttention
        availableActions
        received { amount currency }
        pending { amount currency }
        createdAt
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** A page of orders by a filter. */
export const filteredOrders = `query Filtered($filter: OrderFilter) {
  orders(first: 50, filter: $filter) {
    nodes { id reference status amount { amount currency } createdAt }
    pageInfo { hasNextPage }
  }
}`;

/** The same, in an order of its own. */
export const sortedOrders = `query Sorted($filter: OrderFilter, $sort: OrderSort) {
  orders(first: 50, filter: $filter, sort: $sort) {
    nodes { id reference status amount { amount currency } createdAt }
    pageInfo { hasNextPage endCursor }
  }
}`;

export const searchQuery = `query Search($text: String!) {
  search(text: $text, first: 20) {
    __typename
    ... on Order { id reference status amount { amount currency } createdAt }
    ... on Refund { id refundStatus: status }
    ... on AbnormalPayment { id type }
  }
}`;

export const orderUpdates = `subscription OrderUpdates($id: ID!) {
  orderUpdates(id: $id) {
    kind
    cursor
    order { id status phase version expiresAt amount { amount currency } }
    event { id type fromStatus toStatus recordedAt }
  }
}`;

/** The merchant's whole log, each event with its order. */
export const eventsFeed = `subscription Events($after: EventCursor) {
  events(after: $after) {
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
        ... on Order { id status phase version expiresAt amount { amount currency } }
      }
    }
  }
}`;

export const createOrder = `mutation CreateOrder($input: CreateOrderInput!) {
  createOrder(input: $input) {
    __typename
    ... on CreateOrderSuccess { order { id status } clientToken }
  }
}`;
