import { useMemo, useState } from 'react';
import { Group, NativeSelect, Stack } from '@mantine/core';
import { useParams } from 'wouter';
import type {
  DeliveriesQuery,
  DeliveriesQueryVariables,
  DeliveryRowFragment,
  EndpointQuery,
  EventDeliveryStatus,
} from '../../gql/graphql.ts';
import { useLiveQuery } from '../../live/use-live-query.ts';
import { usePages } from '../../live/use-pages.ts';
import { DataList } from '../../parts/data-list.tsx';
import type { Column } from '../../parts/data-list.tsx';
import { SubjectLink } from '../../parts/links.tsx';
import { Answered, Facts, Nothing, Page, Section } from '../../parts/page.tsx';
import { Copied, labelOf, None, Status, When } from '../../parts/texts.tsx';
import { RotateSecret, SendAgain, Switch } from './actions.tsx';
import { deliveriesDocument, endpointDocument } from './documents.ts';

type Shown = Extract<NonNullable<EndpointQuery['node']>, { __typename?: 'EventEndpoint' }>;

/** Where events are sent, and what became of each. */
export function Endpoint() {
  const { id } = useParams<{ id: string }>();
  const query = useLiveQuery(endpointDocument, { id }, { every: 3_000 });
  return (
    <Page title="Event endpoint">
      <Answered query={query}>
        {({ node: endpoint }) =>
          endpoint?.__typename === 'EventEndpoint' ? (
            <Whole endpoint={endpoint} />
          ) : (
            <Nothing>There is no such event endpoint.</Nothing>
          )
        }
      </Answered>
    </Page>
  );
}

function Whole({ endpoint }: { endpoint: Shown }) {
  return (
    <Stack gap="lg">
      <Group gap="sm">
        <Status of={endpoint.endpointStatus} />
        <Switch endpoint={endpoint} />
        <RotateSecret id={endpoint.id} />
      </Group>
      <Facts
        of={[
          { name: 'Address', value: <Copied text={endpoint.url} label="address" /> },
          { name: 'Lag', value: `${endpoint.lag} events` },
          { name: 'Last delivered', value: <When at={endpoint.lastDeliveredAt} /> },
          { name: 'Last failure', value: endpoint.lastFailure ?? <None /> },
          { name: 'Events', value: endpoint.eventTypes.map(labelOf).join(', ') || 'All' },
          { name: 'Description', value: endpoint.description ?? <None /> },
          { name: 'Created', value: <When at={endpoint.createdAt} /> },
          { name: 'Id', value: <Copied text={endpoint.id} label="id" /> },
        ]}
      />
      <Deliveries id={endpoint.id} />
    </Stack>
  );
}

const statuses: readonly EventDeliveryStatus[] = ['DEAD', 'FAILED', 'WAITING', 'DELIVERED'];

const columns: readonly Column<DeliveryRowFragment>[] = [
  { title: 'Event', cell: ({ event }) => labelOf(event.type) },
  { title: 'At', cell: ({ event }) => <When at={event.recordedAt} /> },
  { title: 'About', cell: ({ event: { subject } }) => <SubjectLink id={subject.id} /> },
  { title: 'Status', cell: ({ deliveryStatus }) => <Status of={deliveryStatus} /> },
  { title: 'Attempts', cell: ({ attempts }) => attempts },
  { title: 'Answer', cell: ({ httpStatus, lastError }) => httpStatus ?? lastError ?? <None /> },
  { title: 'Next attempt', cell: ({ nextAttemptAt }) => <When at={nextAttemptAt} /> },
];

const none = { nodes: [], pageInfo: { hasNextPage: false } };

const options = {
  connectionOf: ({ node }: DeliveriesQuery) =>
    node && 'deliveries' in node ? node.deliveries : none,
  every: 3_000,
};

function Deliveries({ id }: { id: string }) {
  const [status, setStatus] = useState('');
  const chosen = status === '' ? null : [status as EventDeliveryStatus];
  const variables: DeliveriesQueryVariables = { id, statuses: chosen };
  const pages = usePages(deliveriesDocument, variables, options);
  const { reload } = pages;
  const withReplay = useMemo(
    () => [
      ...columns,
      {
        title: 'Action',
        cell: ({ replayAfter }: DeliveryRowFragment) => (
          <SendAgain endpoint={id} after={replayAfter} onSent={reload} />
        ),
      },
    ],
    [id, reload],
  );
  return (
    <Section title="Deliveries">
      <NativeSelect
        label="Status"
        maw="20rem"
        value={status}
        onChange={(event) => setStatus(event.currentTarget.value)}
        data={[
          { value: '', label: 'Every status' },
          ...statuses.map((value) => ({ value, label: labelOf(value) })),
        ]}
      />
      <DataList label="Deliveries, newest first" columns={withReplay} pages={pages} />
    </Section>
  );
}
