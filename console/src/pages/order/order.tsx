import { useCallback } from 'react';
import { Alert, Card, Group, Stack, Text } from '@mantine/core';
import { useParams } from 'wouter';
import type { OrderQuery } from '../../gql/graphql.ts';
import { orderOf } from '../../live/live.tsx';
import type { LogItem } from '../../live/live.tsx';
import { useLiveQuery } from '../../live/use-live-query.ts';
import { AbnormalPaymentActions } from '../../parts/actions/of-abnormal-payment.tsx';
import { DecideUnknown } from '../../parts/actions/of-attention.tsx';
import { OrderActions } from '../../parts/actions/of-order.tsx';
import { SubjectLink } from '../../parts/links.tsx';
import { Answered, Facts, Nothing, Page, Section } from '../../parts/page.tsx';
import { RefundLines } from '../../parts/refund-lines.tsx';
import { Copied, labelOf, Money, None, Status, When } from '../../parts/texts.tsx';
import { Timeline } from '../../parts/timeline.tsx';
import { orderDocument } from './document.ts';

type Shown = NonNullable<OrderQuery['order']>;

/** One order: its state and why, what can be done, and what happened. */
export function Order() {
  const { id } = useParams<{ id: string }>();
  const concerns = useCallback(
    (item: LogItem) => item.kind === 'RESET' || orderOf(item) === id,
    [id],
  );
  const query = useLiveQuery(orderDocument, { id }, { concerns });
  const order = query.data?.order;
  return (
    <Page title={order ? `Order ${order.reference}` : 'Order'}>
      <Answered query={query}>
        {({ order: found }) =>
          found ? <Whole order={found} /> : <Nothing>There is no such order.</Nothing>
        }
      </Answered>
    </Page>
  );
}

function Whole({ order }: { order: Shown }) {
  const { explanation } = order;
  const decisive = explanation.evidence.find(({ id }) => id === explanation.decisive?.id);
  return (
    <Stack gap="lg">
      <Group gap="sm">
        <Status of={order.status} />
        {order.account.mode === 'TEST' ? <Status of="TEST" /> : null}
        <OrderActions order={order} />
        {order.status === 'UNKNOWN' ? <DecideUnknown id={order.id} /> : null}
      </Group>
      <Section title="Why it is in this state">
        {decisive ? (
          <Text>
            <strong>{decisive.says}</strong>: {decisive.reason}
          </Text>
        ) : (
          <Nothing>Nothing has decided its status yet.</Nothing>
        )}
        {order.failure ? <Text>{failureText(order.failure)}</Text> : null}
        {order.resolution ? <Resolution of={order.resolution} /> : null}
      </Section>
      <Section title="Details">
        <Facts of={factsOf(order)} />
      </Section>
      <Capture of={order} />
      <AbnormalPayments of={order.abnormalPayments} />
      <Chargebacks of={order.chargebacks} />
      <Refunds of={order.refunds.nodes} />
      <Section title="What happened">
        <Timeline
          explanation={explanation}
          calls={order.providerCalls}
          events={order.events.nodes}
        />
      </Section>
    </Stack>
  );
}

function Resolution({ of }: { of: NonNullable<Shown['resolution']> }) {
  return (
    <Alert color="orange" variant="outline">
      {of.needsAttention ? 'A person has to look. ' : ''}Since <When at={of.since} />, the provider
      was queried {of.checks} times. Next: <When at={of.nextCheckAt} />
    </Alert>
  );
}

const factsOf = (order: Shown) => [
  { name: 'Amount', value: <Money of={order.amount} /> },
  { name: 'To be sent by the payer', value: <Money of={order.payable} /> },
  { name: 'Paid', value: <Money of={order.paid} /> },
  { name: 'Paid at', value: <When at={order.paidAt} /> },
  { name: 'Refunded', value: <Money of={order.refunded} /> },
  { name: 'Charged back', value: <Money of={order.chargedBack} /> },
  { name: 'Refundable', value: <Money of={order.refundable} /> },
  { name: 'Method', value: labelOf(order.method) },
  { name: 'Account', value: <SubjectLink id={order.account.id} name={order.account.name} /> },
  { name: 'Created', value: <When at={order.createdAt} /> },
  { name: 'Expires', value: <When at={order.expiresAt} /> },
  { name: 'Description', value: order.description ?? <None /> },
  { name: 'Id', value: <Copied text={order.id} label="id" /> },
  {
    name: 'Reference at the provider',
    value: <Copied text={order.providerReference} label="reference at the provider" />,
  },
  {
    name: 'Number of the provider',
    value: order.providerOrderId ? (
      <Copied text={order.providerOrderId} label="number of the provider" />
    ) : (
      <None />
    ),
  },
  ...order.metadata.map(({ key, value }) => ({ name: key, value })),
];

/** Only of orders whose money is taken later. */
function Capture({ of }: { of: Shown }) {
  const { capture, authorized, authorizedUntil } = of;
  if (of.captureMode === 'AUTOMATIC' && authorized === null) return null;
  return (
    <Section title="Authorisation and capture">
      <Facts
        of={[
          { name: 'Authorised', value: <Money of={authorized} /> },
          { name: 'Authorised until', value: <When at={authorizedUntil} /> },
          { name: 'Capture', value: capture ? <Status of={capture.status} /> : <None /> },
          { name: 'Amount of the capture', value: <Money of={capture?.amount} /> },
          { name: 'Requested', value: <When at={capture?.requestedAt ?? null} /> },
        ]}
      />
      {capture?.failure ? <Text>{failureText(capture.failure)}</Text> : null}
    </Section>
  );
}

const failureText = (failure: NonNullable<Shown['failure']>): string =>
  [`${labelOf(failure.code)}: ${failure.message}`, failure.providerCode, failure.providerMessage]
    .filter(Boolean)
    .join(' ');

function AbnormalPayments({ of }: { of: Shown['abnormalPayments'] }) {
  if (of.length === 0) return null;
  return (
    <Section title="Money that does not fit">
      {of.map((payment) => (
        <Card key={payment.id} withBorder>
          <Group gap="sm">
            <SubjectLink id={payment.id} name={labelOf(payment.type)} />
            <Status of={payment.abnormalPaymentStatus} />
            <span>
              received <Money of={payment.received} />, pending <Money of={payment.pending} />
            </span>
            <AbnormalPaymentActions payment={payment} />
          </Group>
          {payment.resolution ? (
            <Text size="sm">
              {labelOf(payment.resolution.kind)} by {payment.resolution.by}:{' '}
              {payment.resolution.note}
            </Text>
          ) : null}
        </Card>
      ))}
    </Section>
  );
}

function Chargebacks({ of }: { of: Shown['chargebacks'] }) {
  if (of.length === 0) return null;
  return (
    <Section title="Charge-backs">
      {of.map(({ providerChargebackId: id, chargebackStatus, amount, occurredAt, createdAt }) => (
        <Group key={id} gap="sm">
          <Copied text={id} label="number of the charge-back" />
          <Status of={chargebackStatus} />
          <Money of={amount} />
          <When at={occurredAt ?? createdAt} />
        </Group>
      ))}
    </Section>
  );
}

function Refunds({ of }: { of: Shown['refunds']['nodes'] }) {
  if (of.length === 0) return null;
  return (
    <Section title="Refunds">
      <RefundLines of={of} />
    </Section>
  );
}
