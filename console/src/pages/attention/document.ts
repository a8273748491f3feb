import { graphql } from '../../gql/index.ts';

/** Of a webhook and an event endpoint only the id, which every key may read. */
export const attentionDocument = graphql(/* GraphQL */ `
  query Attention($after: String, $filter: AttentionFilter) {
    attention(first: 50, after: $after, filter: $filter) {
      totalCount
      nodes {
        reason
        since
        summary
        subject {
          __typename
          ... on Order {
            id
            reference
            orderStatus: status
            availableActions
            refundable {
              ...MoneyFields
            }
          }
          ... on Refund {
            id
            reference
            refundStatus: status
          }
          ... on Settlement {
            id
            reference
            settlementStatus: status
          }
          ... on AbnormalPayment {
            id
            abnormalActions: availableActions
            pending {
              ...MoneyFields
            }
            intended: order {
              id
              reference
            }
          }
          ... on ProviderAccount {
            id
            name
          }
          ... on WebhookDelivery {
            id
          }
          ... on EventEndpoint {
            id
          }
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);
