import { graphql } from 'relay-runtime';

export const orderRow = graphql`
  fragment orders_row on Order {
    id
    reference
    status
    amount {
      amount
      currency
      network
    }
    ...orders_refunds
  }
`;

export const refundsOfOrder = graphql`
  fragment orders_refunds on Order
  @refetchable(queryName: "ordersRefundsQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" }) {
    refunds(first: $count, after: $cursor) @connection(key: "orders_refunds") {
      edges {
        node {
          status
          amount {
            amount
            currency
          }
        }
      }
    }
  }
`;

export const orderLog = graphql`
  fragment orders_log on Order
  @refetchable(queryName: "ordersLogQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "EventCursor" }) {
    events(first: $count, after: $cursor) @connection(key: "orders_events") {
      edges {
        node {
          type
          from
          to
          recordedAt
          subject {
            __typename
          }
        }
      }
    }
  }
`;

export const orderList = graphql`
  fragment orders_list on Query
  @refetchable(queryName: "ordersListQuery")
  @argumentDefinitions(
    count: { type: "Int", defaultValue: 20 }
    cursor: { type: "String" }
    statuses: { type: "[OrderStatus!]" }
  ) {
    orders(first: $count, after: $cursor, filter: { statuses: $statuses })
      @connection(key: "orders_orders", filters: ["filter"]) {
      edges {
        node {
          ...orders_row
        }
      }
    }
  }
`;

export const orderPage = graphql`
  query ordersPageQuery($id: ID!) {
    ...orders_list
    order(id: $id) {
      ...orders_row
    }
    node(id: $id) {
      ...orders_log @alias(as: "log")
    }
  }
`;
