import { graphql } from '../../generated/gql.ts';

export const attention = graphql(`
  query Attention($first: Int, $after: String, $filter: AttentionFilter) {
    attention(first: $first, after: $after, filter: $filter) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        reason
        since
        summary
        subject {
          __typename
          ... on Node {
            id
          }
        }
      }
    }
  }
`);

export const decideUnknown = graphql(`
  mutation DecideUnknown($input: DecideUnknownInput!) {
    decideUnknown(input: $input) {
      __typename
      ... on DecideUnknownSuccess {
        subject {
          __typename
          ... on Order {
            id
            order: status
          }
          ... on Refund {
            id
            refund: status
          }
          ... on Settlement {
            id
            settlement: status
          }
        }
        replayed
      }
      ...ErrorParts
    }
  }
`);

export const acknowledgeAttention = graphql(`
  mutation AcknowledgeAttention($input: AcknowledgeAttentionInput!) {
    acknowledgeAttention(input: $input) {
      __typename
      ... on AcknowledgeAttentionSuccess {
        replayed
      }
      ...ErrorParts
    }
  }
`);
