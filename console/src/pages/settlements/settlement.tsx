import { Group, Stack, Text } from '@mantine/core';
import { useParams } from 'wouter';
import { graphql } from '../../gql/index.ts';
import type { SettlementQuery } from '../../gql/graphql.ts';
import { useLiveQuery } from '../../live/use-live-query.ts';
import { ActionButton } from '../../parts/actions/action-button.tsx';
import { DecideUnknown } from '../../parts/actions/of-attention.tsx';
import {
  cancelSettlementDocument,
  refreshSettlementDocument,
} from '../../parts/actions/documents.ts';
import { useSend } from '../../parts/actions/use-send.ts';
import { SubjectLink } from '../../parts/links.tsx';
import { Answered, Facts, Nothing, Page, Section } from '../../parts/page.tsx';
import { Copied, labelOf, Money, None, Status, When } from '../../parts/texts.tsx';
import { Timeline } from '../../parts/timeline.tsx';
import { useSession } from '../../session/session.tsx';

const settlementDocument = graphql(/* GraphQL */ `
  query Settlement($id: ID!) {
    settlement(id: $id) {
      ...SettlementRow
      phase
      fee {
        ...MoneyFields
      }
      account {
        id
        name
      }
      events(first: 100) {
        nodes {
          ...HistoryEvent
        }
      }
      providerReference
      providerSettlementId
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

type Shown = NonNullable<SettlementQuery['settlement']>;

export function Settlement() {
  const { id } = useParams<{ id: string }>();
  const query = useLiveQuery(settlementDocument, { id });
  return (
    <Page
      title={
        query.data?.settlement ? `Settlement ${query.data.settlement.reference}` : 'Settlement'
      }
    >
      <Answered query={query}>
        {({ settlement }) =>
          settlement ? (
            <Whole settlement={settlement} />
          ) : (
            <Nothing>There is no such settlement.</Nothing>
          )
        }
      </Answered>
    </Page>
  );
}

function Whole({ settlement }: { settlement: Shown }) {
  return (
    <Stack gap="lg">
      <Group gap="sm">
        <Status of={settlement.settlementStatus} />
        <Actions settlement={settlement} />
      </Group>
      {settlement.failure ? (
        <Text>
          {labelOf(settlement.failure.code)}: {settlement.failure.message}
        </Text>
      ) : null}
      <Facts
        of={[
          { name: 'Amount', value: <Money of={settlement.amount} /> },
          { name: 'Fee', value: <Money of={settlement.fee} /> },
          {
            name: 'Account',
            value: <SubjectLink id={settlement.account.id} name={settlement.account.name} />,
          },
          {
            name: 'To',
            value: `${labelOf(settlement.destinationType)}, ${settlement.destination}`,
          },
          { name: 'Created', value: <When at={settlement.createdAt} /> },
          { name: 'Transaction', value: settlement.transactionHash ?? <None /> },
          { name: 'Id', value: <Copied text={settlement.id} label="id" /> },
          { name: 'Reference at the provider', value: settlement.providerReference },
        ]}
      />
      <Section title="What happened">
        <Timeline
          explanation={settlement.explanation}
          calls={settlement.providerCalls}
          events={settlement.events.nodes}
        />
      </Section>
    </Stack>
  );
}

function Actions({ settlement: { id, phase, settlementStatus } }: { settlement: Shown }) {
  const { may } = useSession();
  const send = useSend();
  return (
    <>
      <ActionButton
        label="Query the provider"
        done="The provider has answered."
        send={() => send(refreshSettlementDocument, { id })}
      >
        The provider is queried now for what became of it.
      </ActionButton>
      {phase === 'OPEN' && may('SETTLEMENTS_WRITE') ? (
        <ActionButton
          label="Cancel the settlement"
          isGrave
          done="It was canceled."
          send={(_values, idempotencyKey) =>
            send(cancelSettlementDocument, { input: { id, idempotencyKey } })
          }
        >
          One that the provider has may be too late to cancel.
        </ActionButton>
      ) : null}
      {settlementStatus === 'UNKNOWN' ? <DecideUnknown id={id} /> : null}
    </>
  );
}
