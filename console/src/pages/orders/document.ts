import { graphql } from '../../gql/index.ts';
import type { OrderRowFragment, OrdersQuery, OrdersQueryVariables } from '../../gql/graphql.ts';
import { orderRowOf } from './rows.tsx';

export const ordersDocument = graphql(/* GraphQL */ `
  query Orders($after: String, $filter: OrderFilter, $sort: OrderSort) {
    orders(first: 100, after: $after, filter: $filter, sort: $sort) {
      nodes {
        ...OrderRow
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

/** How a list of orders reads its pages and follows the log. The rest of a filter is of what never changes. */
export const orderRows = {
  connectionOf: (data: OrdersQuery) => data.orders,
  rowOf: orderRowOf,
  belongs: ({ status, resolution }: OrderRowFragment, { filter }: OrdersQueryVariables) =>
    (filter?.statuses?.includes(status) ?? true) &&
    (filter?.needsAttention !== true || resolution?.needsAttention === true),
  moves: ({ filter, sort }: OrdersQueryVariables) =>
    (filter?.statuses ?? null) !== null ||
    filter?.needsAttention === true ||
    sort?.field === 'UPDATED_AT',
};
