import { Card, Group, Stack, Text } from '@mantine/core';
import { graphql } from '../../gql/index.ts';
import type { EndpointsQuery } from '../../gql/graphql.ts';
import { useLiveQuery } from '../../live/use-live-query.ts';
import { ActionButton } from '../../parts/actions/action-button.tsx';
import { useSend } from '../../parts/actions/use-send.ts';
import { Answered, Facts, Page } from '../../parts/page.tsx';
import { Simple } from '../../parts/simple-table.tsx';
import { labelOf, None, Status, When } from '../../parts/texts.tsx';

const endpointsDocument = graphql(/* GraphQL */ `
  query Endpoints {
    eventEndpoints(first: 50) {
      nodes {
        id
        url
        description
        endpointStatus: status
        lag
        lastDeliveredAt
        lastFailure
        deliveries(first: 10) {
          nodes {
            id
            deliveryStatus: status
            attempts
            httpStatus
            lastError
            nextAttemptAt
            event {
              type
              recordedAt
            }
          }
        }
      }
    }
  }
`);

const enableDocument = graphql(/* GraphQL */ `
  mutation ConsoleEnableEndpoint($input: UpdateEventEndpointInput!) {
    updateEventEndpoint(input: $input) {
      __typename
      ...Refusal
    }
  }
`);

type Endpoint = EndpointsQuery['eventEndpoints']['nodes'][number];

/** Where events are sent, how far behind each is, and what became of the latest. */
export function Endpoints() {
  const query = useLiveQuery(endpointsDocument, {}, { every: 3_000 });
  return (
    <Page title="Event endpoints">
      <Answered query={query}>
        {({ eventEndpoints: { nodes } }) => (
          <>
            {nodes.length === 0 ? <Text role="status">Nothing is there.</Text> : null}
            {nodes.map((endpoint) => (
              <Entry key={endpoint.id} endpoint={endpoint} />
            ))}
          </>
        )}
      </Answered>
    </Page>
  );
}

function Entry({ endpoint }: { endpoint: Endpoint }) {
  return (
    <Card withBorder component="article" aria-label={endpoint.url}>
      <Stack gap="sm">
        <Group>
          <Text fw={600} className="mono">
            {endpoint.url}
          </Text>
          <Status of={endpoint.endpointStatus} />
          <Switch endpoint={endpoint} />
        </Group>
        <Facts
          of={[
            { name: 'Lag', value: `${endpoint.lag} events` },
            { name: 'Last delivered', value: <When at={endpoint.lastDeliveredAt} /> },
            { name: 'Last failure', value: endpoint.lastFailure ?? <None /> },
            { name: 'Description', value: endpoint.description ?? <None /> },
          ]}
        />
        <Simple
          label={`Deliveries to ${endpoint.url}`}
          rows={endpoint.deliveries.nodes.map((delivery) => ({
            key: delivery.id,
            cells: {
              Event: labelOf(delivery.event.type),
              At: <When at={delivery.event.recordedAt} />,
              Status: <Status of={delivery.deliveryStatus} />,
              Attempts: delivery.attempts,
              Answer: delivery.httpStatus ?? delivery.lastError ?? <None />,
              Next: <When at={delivery.nextAttemptAt} />,
            },
          }))}
        />
      </Stack>
    </Card>
  );
}

function Switch({ endpoint: { id, endpointStatus } }: { endpoint: Endpoint }) {
  const send = useSend();
  const isActive = endpointStatus === 'ACTIVE';
  return (
    <ActionButton
      label={isActive ? 'Pause' : 'Resume'}
      done={isActive ? 'Nothing more is sent to it.' : 'Events are sent to it again.'}
      send={() => send(enableDocument, { input: { id, enabled: !isActive } })}
    >
      {isActive
        ? 'Nothing is sent to it. Its events wait in the log.'
        : 'Its events are sent from its cursor on, and what has failed is tried at once.'}
    </ActionButton>
  );
}
