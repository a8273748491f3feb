import { graphql } from '../../gql/index.ts';

export const endpointRowFragment = graphql(/* GraphQL */ `
  fragment EndpointRow on EventEndpoint {
    id
    url
    description
    endpointStatus: status
    lag
    lastDeliveredAt
    lastFailure
  }
`);

export const endpointsDocument = graphql(/* GraphQL */ `
  query Endpoints($after: String) {
    eventEndpoints(first: 50, after: $after) {
      nodes {
        ...EndpointRow
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export const endpointDocument = graphql(/* GraphQL */ `
  query Endpoint($id: ID!) {
    node(id: $id) {
      __typename
      ... on EventEndpoint {
        ...EndpointRow
        eventTypes
        createdAt
      }
    }
  }
`);

export const deliveryRowFragment = graphql(/* GraphQL */ `
  fragment DeliveryRow on EventDelivery {
    id
    deliveryStatus: status
    attempts
    httpStatus
    lastError
    nextAttemptAt
    replayAfter
    event {
      type
      recordedAt
      subject {
        ... on Node {
          id
        }
      }
    }
  }
`);

export const deliveriesDocument = graphql(/* GraphQL */ `
  query Deliveries($id: ID!, $after: String, $statuses: [EventDeliveryStatus!]) {
    node(id: $id) {
      ... on EventEndpoint {
        id
        deliveries(first: 100, after: $after, statuses: $statuses) {
          nodes {
            ...DeliveryRow
          }
          pageInfo {
            endCursor
            hasNextPage
          }
        }
      }
    }
  }
`);

export const createEndpointDocument = graphql(/* GraphQL */ `
  mutation ConsoleCreateEndpoint($input: CreateEventEndpointInput!) {
    createEventEndpoint(input: $input) {
      __typename
      ...Refusal
      ...EndpointSecrets
    }
  }
`);

export const updateEndpointDocument = graphql(/* GraphQL */ `
  mutation ConsoleUpdateEndpoint($input: UpdateEventEndpointInput!) {
    updateEventEndpoint(input: $input) {
      __typename
      ...Refusal
    }
  }
`);

export const rotateDocument = graphql(/* GraphQL */ `
  mutation ConsoleRotateSecret($input: RotateEventEndpointSecretInput!) {
    rotateEventEndpointSecret(input: $input) {
      __typename
      ...Refusal
      ...EndpointSecrets
    }
  }
`);

export const replayEventsDocument = graphql(/* GraphQL */ `
  mutation ConsoleReplayEvents($input: ReplayEventsInput!) {
    replayEvents(input: $input) {
      __typename
      ...Refusal
    }
  }
`);

export const secretsFragment = graphql(/* GraphQL */ `
  fragment EndpointSecrets on EventEndpointSecretSuccess {
    secret
    publicKey
  }
`);
