import { useState } from 'react';
import { Code, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useParams } from 'wouter';
import { graphql } from '../../gql/index.ts';
import type { WebhookDeliveryStatus } from '../../gql/graphql.ts';
import { useLiveQuery } from '../../live/use-live-query.ts';
import { ReplayWebhook } from '../../parts/actions/of-attention.tsx';
import { SubjectLink } from '../../parts/links.tsx';
import { Answered, Facts, Nothing, Page } from '../../parts/page.tsx';
import { Simple } from '../../parts/simple-table.tsx';
import { labelOf, None, Status, When } from '../../parts/texts.tsx';

const webhooksDocument = graphql(/* GraphQL */ `
  query Webhooks($statuses: [WebhookDeliveryStatus!]) {
    webhookDeliveries(first: 100, statuses: $statuses) {
      nodes {
        id
        status
        receivedAt
        attempts
        lastError
        account {
          id
          name
        }
      }
    }
  }
`);

const webhookDocument = graphql(/* GraphQL */ `
  query Webhook($id: ID!) {
    node(id: $id) {
      ... on WebhookDelivery {
        id
        status
        receivedAt
        attempts
        lastError
        eventId
        body
        account {
          id
          name
        }
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

/** What the providers have sent, newest first. */
export function Webhooks() {
  const [status, setStatus] = useState('');
  const chosen = status === '' ? null : [status as WebhookDeliveryStatus];
  const query = useLiveQuery(webhooksDocument, { statuses: chosen }, { every: 3_000 });
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
      <Answered query={query}>
        {({ webhookDeliveries: { nodes } }) => (
          <Simple
            label="Webhooks"
            rows={nodes.map((delivery) => ({
              key: delivery.id,
              cells: {
                Received: (
                  <>
                    <When at={delivery.receivedAt} /> <SubjectLink id={delivery.id} name="Open" />
                  </>
                ),
                Account: delivery.account.name,
                Status: <Status of={delivery.status} />,
                Attempts: delivery.attempts,
                'Last error': delivery.lastError ?? <None />,
                Action: <ReplayWebhook id={delivery.id} />,
              },
            }))}
          />
        )}
      </Answered>
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
