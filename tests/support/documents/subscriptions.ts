import { graphql } from '../../generated/gql.ts';

/** Open to the payer's browser. */
export const orderUpdates = graphql(`
  subscription OrderUpdates($id: ID!, $after: EventCursor) {
    orderUpdates(id: $id, after: $after) {
      kind
      cursor
      order {
        ...OrderParts
      }
      event {
        ...EventParts
      }
    }
  }
`);

export const settlementUpdates = graphql(`
  subscription SettlementUpdates($id: ID!, $after: EventCursor) {
    settlementUpdates(id: $id, after: $after) {
      kind
      cursor
      settlement {
        ...SettlementParts
      }
      event {
        ...EventParts
      }
    }
  }
`);

export const merchantEvents = graphql(`
  subscription MerchantEvents($after: EventCursor, $filter: EventFilter) {
    events(after: $after, filter: $filter) {
      kind
      cursor
      event {
        ...EventParts
      }
    }
  }
`);
