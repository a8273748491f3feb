import { graphql } from '../../generated/gql.ts';

export const endpointParts = graphql(`
  fragment EndpointParts on EventEndpoint {
    id
    url
    description
    eventTypes
    document
    status
    cursor
    lag
    lastDeliveredAt
    lastFailure
    createdAt
    updatedAt
  }
`);

export const createEventEndpoint = graphql(`
  mutation CreateEventEndpoint($input: CreateEventEndpointInput!) {
    createEventEndpoint(input: $input) {
      __typename
      ... on EventEndpointSecretSuccess {
        endpoint {
          ...EndpointParts
        }
        secret
        publicKey
      }
      ...ErrorParts
    }
  }
`);

export const updateEventEndpoint = graphql(`
  mutation UpdateEventEndpoint($input: UpdateEventEndpointInput!) {
    updateEventEndpoint(input: $input) {
      __typename
      ... on EventEndpointSuccess {
        endpoint {
          ...EndpointParts
        }
      }
      ...ErrorParts
    }
  }
`);

export const deleteEventEndpoint = graphql(`
  mutation DeleteEventEndpoint($id: ID!) {
    deleteEventEndpoint(id: $id) {
      __typename
      ... on DeleteEventEndpointSuccess {
        id
      }
      ...ErrorParts
    }
  }
`);

export const rotateEventEndpointSecret = graphql(`
  mutation RotateEventEndpointSecret($input: RotateEventEndpointSecretInput!) {
    rotateEventEndpointSecret(input: $input) {
      __typename
      ... on EventEndpointSecretSuccess {
        endpoint {
          ...EndpointParts
        }
        secret
        publicKey
      }
      ...ErrorParts
    }
  }
`);

export const replayEvents = graphql(`
  mutation ReplayEvents($input: ReplayEventsInput!) {
    replayEvents(input: $input) {
      __typename
      ... on EventEndpointSuccess {
        endpoint {
          ...EndpointParts
        }
      }
      ...ErrorParts
    }
  }
`);

export const eventEndpoints = graphql(`
  query EventEndpoints($first: Int, $after: String) {
    eventEndpoints(first: $first, after: $after) {
      nodes {
        ...EndpointParts
      }
      edges {
        cursor
        node {
          id
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const eventDeliveries = graphql(`
  query EventDeliveries($id: ID!, $first: Int, $after: String, $statuses: [EventDeliveryStatus!]) {
    node(id: $id) {
      __typename
      ... on EventEndpoint {
        id
        url
        description
        eventTypes
        document
        status
        cursor
        lag
        lastDeliveredAt
        lastFailure
        deliveries(first: $first, after: $after, statuses: $statuses) {
          nodes {
            id
            status
            attempts
            httpStatus
            lastError
            nextAttemptAt
            replayAfter
            createdAt
            deliveredAt
            endpoint {
              id
            }
            event {
              id
              cursor
              type
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
`);
