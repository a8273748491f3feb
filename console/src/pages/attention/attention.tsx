import { useState } from 'react';
import { Button, Card, Group, NativeSelect, Stack, Text } from '@mantine/core';
import type { AttentionQuery, AttentionReason } from '../../gql/graphql.ts';
import { useLiveQuery } from '../../live/use-live-query.ts';
import { AbnormalPaymentActions } from '../../parts/actions/of-abnormal-payment.tsx';
import { Acknowledge, DecideUnknown, ReplayWebhook } from '../../parts/actions/of-attention.tsx';
import { SubjectLink } from '../../parts/links.tsx';
import { Answered, Nothing, Page } from '../../parts/page.tsx';
import { labelOf, When } from '../../parts/texts.tsx';
import { attentionDocument } from './document.ts';

type Item = AttentionQuery['attention']['nodes'][number];

const reasons: readonly AttentionReason[] = [
  'UNKNOWN_OUTCOME',
  'ABNORMAL_PAYMENT',
  'OTHER_AMOUNT',
  'OVER_REFUNDED',
  'DEAD_WEBHOOK',
  'DIFFERENCE',
  'ACCOUNT_UNREACHABLE',
  'DECISION_CONTRADICTED',
  'CHARGEBACK',
  'EVENT_ENDPOINT',
];

/** What needs a person, oldest first. Some of it is not in the log: accounts, webhooks and endpoints. */
export function Attention() {
  const [reason, setReason] = useState('');
  const [pages, setPages] = useState<readonly string[]>([]);
  const filter = reason === '' ? null : { reasons: [reason as AttentionReason] };
  const variables = { after: pages.at(-1) ?? null, filter };
  const query = useLiveQuery(attentionDocument, variables, { every: 3_000 });
  return (
    <Page title="Needs a person">
      <NativeSelect
        label="Reason"
        maw="20rem"
        value={reason}
        onChange={(event) => {
          setReason(event.currentTarget.value);
          setPages([]);
        }}
        data={[
          { value: '', label: 'Every reason' },
          ...reasons.map((value) => ({ value, label: labelOf(value) })),
        ]}
      />
      <Answered query={query}>
        {({ attention: { totalCount, nodes, pageInfo } }) => (
          <>
            <Text role="status">
              {totalCount === 0 ? 'Nothing needs a person.' : `${totalCount} in all, oldest first`}
            </Text>
            {nodes.map((item) => (
              <Entry key={`${item.subject.id} ${item.reason}`} item={item} />
            ))}
            <Group>
              {pages.length > 0 ? (
                <Button variant="default" onClick={() => setPages(pages.slice(0, -1))}>
                  Before
                </Button>
              ) : null}
              {pageInfo.hasNextPage && pageInfo.endCursor ? (
                <Button
                  variant="default"
                  onClick={() => setPages([...pages, pageInfo.endCursor ?? ''])}
                >
                  More
                </Button>
              ) : null}
            </Group>
            {nodes.length === 0 && totalCount > 0 ? <Nothing>Nothing on this page.</Nothing> : null}
          </>
        )}
      </Answered>
    </Page>
  );
}

function Entry({ item }: { item: Item }) {
  const { reason, since, summary, subject } = item;
  return (
    <Card withBorder component="article" aria-label={`${labelOf(reason)}, ${subject.id}`}>
      <Stack gap="xs">
        <Group justify="space-between">
          <Text fw={600}>{labelOf(reason)}</Text>
          <Text size="sm" c="dimmed" component="span">
            since <When at={since} />
          </Text>
        </Group>
        <Text>{summary}</Text>
        <Group gap="sm">
          <About subject={subject} />
          <Actions item={item} />
        </Group>
      </Stack>
    </Card>
  );
}

function About({ subject }: { subject: Item['subject'] }) {
  switch (subject.__typename) {
    case 'AbnormalPayment':
      return subject.intended ? (
        <SubjectLink id={subject.intended.id} name={`Order ${subject.intended.reference}`} />
      ) : (
        <SubjectLink id={subject.id} name="Abnormal payment" />
      );
    case 'ProviderAccount':
      return <SubjectLink id={subject.id} name={subject.name} />;
    case 'WebhookDelivery':
      return <SubjectLink id={subject.id} name="Webhook" />;
    case 'EventEndpoint':
      return <SubjectLink id={subject.id} name="Event endpoint" />;
    default:
      return (
        <SubjectLink id={subject.id} name={`${subject.__typename ?? ''} ${subject.reference}`} />
      );
  }
}

/** What ends the item: docs/attention.md#reasons. */
function Actions({ item: { reason, subject } }: { item: Item }) {
  if (subject.__typename === 'AbnormalPayment' && reason === 'ABNORMAL_PAYMENT') {
    const { id, abnormalActions: availableActions, pending } = subject;
    return <AbnormalPaymentActions payment={{ id, availableActions, pending }} />;
  }
  switch (reason) {
    case 'UNKNOWN_OUTCOME':
      return <DecideUnknown id={subject.id} />;
    case 'DEAD_WEBHOOK':
      return <ReplayWebhook id={subject.id} />;
    case 'ACCOUNT_UNREACHABLE':
      return null;
    default:
      return <Acknowledge subject={subject.id} reason={reason} />;
  }
}
