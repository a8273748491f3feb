import { graphql } from '../../generated/gql.ts';

graphql(`
  fragment CaptureParts on Order {
    captureMode
    authorized {
      ...MoneyParts
    }
    authorizedUntil
    capture {
      status
      amount {
        ...MoneyParts
      }
      failure {
        ...FailureParts
      }
      requestedAt
    }
    availableActions
  }
`);

export const captureOrder = graphql(`
  mutation CaptureOrder($input: CaptureOrderInput!) {
    captureOrder(input: $input) {
      __typename
      ... on CaptureOrderSuccess {
        order {
          ...OrderParts
          ...CaptureParts
        }
        replayed
      }
      ... on CaptureExceedsAuthorizedError {
        authorized {
          ...MoneyParts
        }
      }
      ...ErrorParts
    }
  }
`);

export const authorizedOrder = graphql(`
  query AuthorizedOrder($id: ID!) {
    order(id: $id) {
      ...OrderParts
      ...CaptureParts
    }
  }
`);
