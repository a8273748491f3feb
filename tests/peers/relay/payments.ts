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
