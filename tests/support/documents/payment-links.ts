import { graphql } from '../../generated/gql.ts';

export const createPaymentLink = graphql(`
  mutation CreatePaymentLink($input: CreatePaymentLinkInput!) {
    createPaymentLink(input: $input) {
      __typename
      ... on CreatePaymentLinkSuccess {
        paymentLink {
          id
          url
          status
          uses
          maximumUses
          expiresAt
          methods
        }
        replayed
      }
      ...ErrorParts
    }
  }
`);

export const disablePaymentLink = graphql(`
  mutation DisablePaymentLink($id: ID!) {
    disablePaymentLink(id: $id) {
      __typename
      ... on PaymentLinkSuccess {
        paymentLink {
          id
          status
          disabledAt
        }
      }
      ...ErrorParts
    }
  }
`);

export const paymentLink = graphql(`
  query PaymentLink($id: ID!, $first: Int, $after: String) {
    paymentLink(id: $id) {
      id
      url
      status
      uses
      reference
      description
      amount {
        amount
        currency
      }
      account {
        id
      }
      metadata {
        key
        value
      }
      orders(first: $first, after: $after) {
        nodes {
          id
          status
          reference
          description
          paymentLink {
            id
          }
          metadata {
            key
            value
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

export const paymentLinks = graphql(`
  query PaymentLinks($first: Int, $after: String, $filter: PaymentLinkFilter) {
    paymentLinks(first: $first, after: $after, filter: $filter) {
      nodes {
        id
        reference
        status
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
