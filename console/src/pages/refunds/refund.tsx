import { Group, Stack, Text } from '@mantine/core';
import { useParams } from 'wouter';
import { graphql } from '../../gql/index.ts';
import type { RefundQuery } from '../../gql/graphql.ts';
import { useLiveQuery } from '../../live/use-live-query.ts';
import { ActionButton } from '../../parts/actions/action-button.tsx';
import { DecideUnknown } from '../../parts/actions/of-attention.tsx';
import { cancelRefundDocument, refreshRefundDocument } from '../../parts/actions/documents.ts';
import { useSend } from '../../parts/actions/use-send.ts';
import { SubjectLink } from '../../parts/links.tsx';
import { Answered, Facts, Nothing, Page, Section } from '../../parts/page.tsx';
import { Copied, labelOf, Money, None, Status, When } from '../../parts/texts.tsx';
import { Timeline } from '../../parts/timeline.tsx';
import { useSession } from '../../session/session.tsx';

const refundDocument = graphql(/* GraphQL */ `
  query Refund($id: ID!) {
    refund(id: $id) {
      ...RefundRow
      phase
      reason
      providerReference
      providerRefundId
      transactionHash
      failure {
        code
        message
      }
      explanation {
        ...ExplanationFields
      }
      providerCalls(first: 100) {
        ...CallFields
      }
    }
  }
`);

type Shown = NonNullable<RefundQuery['refund']>;

export function Refund() {
  const { id } = useParams<{ id: string }>();
  const query = useLiveQuery(refundDocument, { id });
  return (
    <Page title={query.data?.refund ? `Refund ${query.data.refund.reference}` : 'Refund'}>
      <Answered query={query}>
        {({ refund }) =>
          refund ? <Whole refund={refund} /> : <Nothing>There is no such refund.</Nothing>
        }
      </Answered>
    </Page>
  );
}

function Whole({ refund }: { refund: Shown }) {
  return (
    <Stack gap="lg">
      <Group gap="sm">
        <Status of={refund.refundStatus} />
        <Actions refund={refund} />
      </Group>
      {refund.failure ? (
        <Text>
          {labelOf(refund.failure.code)}: {refund.failure.message}
        </Text>
      ) : null}
      <Facts
        of={[
          { name: 'Amount', value: <Money of={refund.amount} /> },
          {
            name: 'Order',
            value: <SubjectLink id={refund.order.id} name={refund.order.reference} />,
          },
          { name: 'Reason', value: refund.reason ?? <None /> },
          { name: 'Created', value: <When at={refund.createdAt} /> },
          { name: 'Transaction', value: refund.transactionHash ?? <None /> },
          { name: 'Id', value: <Copied text={refund.id} label="id" /> },
          { name: 'Reference at the provider', value: refund.providerReference },
        ]}
      />
      <Section title="What happened">
        <Timeline explanation={refund.explanation} calls={refund.providerCalls} events={[]} />
      </Section>
    </Stack>
  );
}

function Actions({ refund: { id, phase, refundStatus } }: { refund: Shown }) {
  const { may } = useSession();
  const send = useSend();
  return (
    <>
      <ActionButton
        label="Query the provider"
        done="The provider has answered."
        send={() => send(refreshRefundDocument, { id })}
      >
        The provider is queried now for what became of it.
      </ActionButton>
      {phase === 'OPEN' && may('REFUNDS_WRITE') ? (
        <ActionButton
          label="Cancel the refund"
          isGrave
          done="It was canceled."
          send={(_values, idempotencyKey) =>
            send(cancelRefundDocument, { input: { id, idempotencyKey } })
          }
        >
          It holds its amount no more. One that the provider has may be too late to cancel.
        </ActionButton>
      ) : null}
      {refundStatus === 'UNKNOWN' ? <DecideUnknown id={id} /> : null}
    </>
  );
}
