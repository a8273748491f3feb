import { Group, Stack, Text } from '@mantine/core';
import { useParams } from 'wouter';
import { graphql } from '../../gql/index.ts';
import type { AbnormalPaymentQuery } from '../../gql/graphql.ts';
import { useLiveQuery } from '../../live/use-live-query.ts';
import { AbnormalPaymentActions } from '../../parts/actions/of-abnormal-payment.tsx';
import { SubjectLink } from '../../parts/links.tsx';
import { Answered, Facts, Nothing, Page, Section } from '../../parts/page.tsx';
import { RefundLines } from '../../parts/refund-lines.tsx';
import { Copied, labelOf, Money, None, Status, When } from '../../parts/texts.tsx';

const abnormalPaymentDocument = graphql(/* GraphQL */ `
  query AbnormalPayment($id: ID!) {
    node(id: $id) {
      __typename
      ... on AbnormalPayment {
        ...AbnormalPaymentRow
        availableActions
        needsAttention
        providerAbnormalPaymentId
        transactionHash
        account {
          id
          name
        }
        resolution {
          kind
          note
          by
          at
        }
        refunds(first: 100) {
          ...RefundRow
        }
      }
    }
  }
`);

type Shown = Extract<NonNullable<AbnormalPaymentQuery['node']>, { __typename?: 'AbnormalPayment' }>;

/** Money that does not fit its order, and what can be done with it. */
export function AbnormalPayment() {
  const { id } = useParams<{ id: string }>();
  const query = useLiveQuery(abnormalPaymentDocument, { id });
  return (
    <Page title="Abnormal payment">
      <Answered query={query}>
        {({ node: payment }) =>
          payment?.__typename === 'AbnormalPayment' ? (
            <Whole payment={payment} />
          ) : (
            <Nothing>There is no such abnormal payment.</Nothing>
          )
        }
      </Answered>
    </Page>
  );
}

function Whole({ payment }: { payment: Shown }) {
  const { resolution, intended } = payment;
  return (
    <Stack gap="lg">
      <Group gap="sm">
        <Status of={payment.abnormalPaymentStatus} />
        {payment.needsAttention ? <Status of="NEEDS_ATTENTION" /> : null}
        <AbnormalPaymentActions payment={payment} />
      </Group>
      {resolution ? (
        <Text>
          {labelOf(resolution.kind)} by {resolution.by}, <When at={resolution.at} />:{' '}
          {resolution.note}
        </Text>
      ) : null}
      <Facts
        of={[
          { name: 'Kind', value: labelOf(payment.type) },
          { name: 'Received', value: <Money of={payment.received} /> },
          { name: 'Pending', value: <Money of={payment.pending} /> },
          {
            name: 'Order',
            value: intended ? <SubjectLink id={intended.id} name={intended.reference} /> : <None />,
          },
          {
            name: 'Account',
            value: <SubjectLink id={payment.account.id} name={payment.account.name} />,
          },
          { name: 'Created', value: <When at={payment.createdAt} /> },
          { name: 'Transaction', value: payment.transactionHash ?? <None /> },
          { name: 'Id', value: <Copied text={payment.id} label="id" /> },
          { name: 'Number of the provider', value: payment.providerAbnormalPaymentId ?? <None /> },
        ]}
      />
      {payment.refunds.length === 0 ? null : (
        <Section title="Refunds">
          <RefundLines of={payment.refunds} />
        </Section>
      )}
    </Stack>
  );
}
