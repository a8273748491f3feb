import { useMemo, useState } from 'react';
import { Code, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useParams } from 'wouter';
import { graphql } from '../../gql/index.ts';
import type {
  WebhookDeliveryStatus,
  WebhookRowFragment,
  WebhooksQuery,
  WebhooksQueryVariables,
} from '../../gql/graphql.ts';
import { useLiveQuery } from '../../live/use-live-query.ts';
import { usePages } from '../../live/use-pages.ts';
import { ReplayWebhook } from '../../parts/actions/of-attention.tsx';
import { DataList } from '../../parts/data-list.tsx';
import type { Column } from '../../parts/data-list.tsx';
import { SubjectLink } from '../../parts/links.tsx';
import { Answered, Facts, Nothing, Page } from '../../parts/page.tsx';
import { labelOf, None, Status, When } from '../../parts/texts.tsx';

const webhooksDocument = graphql(/* GraphQL */ `
  query Webhooks($after: String, $statuses: [WebhookDeliveryStatus!]) {
    webhookDeliveries(first: 100, after: $after, statuses: $statuses) {
      nodes {
        ...WebhookRow
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

const webhookDocument = graphql(/* GraphQL */ `
  query Webhook($id: ID!) {
    node(id: $id) {
      ... on WebhookDelivery {
        ...WebhookRow
        eventId
        body
      }
    }
  }
`);

const statuses: readonly WebhookDeliveryStatus[] = [
  'DEAD',
  'FAILED',
  'UNMATCHED',
  'APPLIED',
  'IGNORED',
];

const columns: readonly Column<WebhookRowFragment>[] = [
  {
    title: 'Received',
    cell: ({ id, receivedAt }) => <SubjectLink id={id} name={<When at={receivedAt} />} />,
  },
  { title: 'Account', cell: ({ account }) => account.name },
  { title: 'Status', cell: ({ status }) => <Status of={status} /> },
  { title: 'Attempts', cell: ({ attempts }) => attempts },
  { title: 'Last error', share: 2, cell: ({ lastError }) => lastError ?? <None /> },
];

const options = {
  connectionOf: (data: WebhooksQuery) => data.webhookDeliveries,
  belongs: ({ status }: WebhookRowFragment, { statuses: chosen }: WebhooksQueryVariables) =>
    chosen?.includes(status) ?? true,
  every: 3_000,
};

/** What the providers have sent, newest first. */
export function Webhooks() {
  const [status, setStatus] = useState('');
  const chosen = status === '' ? null : [status as WebhookDeliveryStatus];
  const pages = usePages(webhooksDocument, { statuses: chosen }, options);
  const { change } = pages;
  const withReplay = useMemo(
    () => [
      ...columns,
      {
        title: 'Action',
        cell: ({ id }: WebhookRowFragment) => <ReplayWebhook id={id} onReplayed={change} />,
      },
    ],
    [change],
  );
  return (
    <Page title="Webhooks">
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
      <DataList label="Webhooks" columns={withReplay} pages={pages} />
    </Page>
  );
}

export function Webhook() {
  const { id } = useParams<{ id: string }>();
  const query = useLiveQuery(webhookDocument, { id }, { every: 3_000 });
  return (
    <Page title="Webhook">
      <Answered query={query}>
        {({ node: delivery }) =>
          delivery && 'body' in delivery ? (
            <Stack>
              <Group>
                <Status of={delivery.status} />
                <ReplayWebhook id={delivery.id} />
              </Group>
              <Facts
                of={[
                  { name: 'Received', value: <When at={delivery.receivedAt} /> },
                  { name: 'Account', value: delivery.account.name },
                  { name: 'Attempts', value: delivery.attempts },
                  { name: 'Last error', value: delivery.lastError ?? <None /> },
                  { name: 'Id of the provider', value: delivery.eventId ?? <None /> },
                ]}
              />
              <Text>As received:</Text>
              <Code block className="raw" tabIndex={0}>
                {delivery.body || 'No longer stored'}
              </Code>
            </Stack>
          ) : (
            <Nothing>There is no such webhook.</Nothing>
          )
        }
      </Answered>
    </Page>
  );
}
