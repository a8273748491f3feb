import { graphql } from 'relay-runtime';

export const createRefund = graphql`
  mutation paymentsCreateRefundMutation($input: CreateRefundInput!) {
    createRefund(input: $input) {
      __typename
      ... on CreateRefundSuccess {
        refund {
          id
          status
          order {
            id
            refundable {
              amount
              currency
            }
          }
        }
      }
      ... on RefundExceedsRefundableError {
        refundable {
          amount
        }
      }
      ... on ValidationError {
        issues {
          path
          message
        }
      }
      ... on Error {
        code
        message
        retry
      }
    }
  }
`;

export const followOrder = graphql`
  subscription paymentsFollowOrderSubscription($id: ID!, $after: EventCursor) {
    orderUpdates(id: $id, after: $after) {
      kind
      cursor
      event {
        type
        to
      }
      order {
        id
        ...payments_action
      }
    }
  }
`;

export const nextAction = graphql`
  fragment payments_action on Order {
    nextAction {
      __typename
      ... on RedirectAction {
        url
      }
      ... on QrCodeAction {
        payload
        expiresAt
      }
      ... on DepositAddressAction {
        address
        amount {
          amount
          currency
        }
      }
    }
  }
`;
