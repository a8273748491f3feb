import { useState } from 'react';
import { Group, MultiSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Link } from 'wouter';
import { graphql } from '../../gql/index.ts';
import type {
  SettlementRowFragment,
  SettlementsQuery,
  SettlementsQueryVariables,
  SettlementStatus,
} from '../../gql/graphql.ts';
import type { LogItem } from '../../live/live.tsx';
import { usePages } from '../../live/use-pages.ts';
import { DataList } from '../../parts/data-list.tsx';
import type { Column } from '../../parts/data-list.tsx';
import { SubjectLink } from '../../parts/links.tsx';
import { Page } from '../../parts/page.tsx';
import { labelOf, Money, Status, When } from '../../parts/texts.tsx';
import { useSession } from '../../session/session.tsx';

const settlementsDocument = graphql(/* GraphQL */ `
  query Settlements($after: String, $filter: SettlementFilter) {
    settlements(first: 100, after: $after, filter: $filter) {
      nodes {
        ...SettlementRow
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

const statuses: readonly SettlementStatus[] = [
  'REQUESTED',
  'SUBMITTING',
  'PENDING',
  'PROCESSING',
  'SUCCEEDED',
  'FAILED',
  'REJECTED',
  'CANCELED',
  'REVERSED',
  'UNKNOWN',
];

const columns: readonly Column<SettlementRowFragment>[] = [
  { title: 'Reference', share: 2, cell: (row) => <SubjectLink id={row.id} name={row.reference} /> },
  { title: 'Status', cell: ({ settlementStatus }) => <Status of={settlementStatus} /> },
  { title: 'Amount', cell: ({ amount }) => <Money of={amount} /> },
  {
    title: 'To',
    cell: ({ destination, destinationType }) => `${labelOf(destinationType)}, ${destination}`,
  },
  { title: 'Created', cell: ({ createdAt }) => <When at={createdAt} /> },
];

const options = {
  connectionOf: (data: SettlementsQuery) => data.settlements,
  rowOf: ({ event }: LogItem): SettlementRowFragment | null =>
    event?.subject.__typename === 'Settlement' ? event.subject : null,
  belongs: ({ settlementStatus }: SettlementRowFragment, { filter }: SettlementsQueryVariables) =>
    filter?.statuses?.includes(settlementStatus) ?? true,
  moves: ({ filter }: SettlementsQueryVariables) => (filter?.statuses ?? null) !== null,
};

export function Settlements() {
  const { may } = useSession();
  const [chosen, setChosen] = useState<string[]>([]);
  const [reference, setReference] = useState('');
  const [settled] = useDebouncedValue(reference.trim(), 300);
  const filter = {
    ...(chosen.length > 0 && { statuses: chosen as SettlementStatus[] }),
    ...(settled !== '' && { reference: settled }),
  };
  const pages = usePages(settlementsDocument, { filter }, options);
  return (
    <Page
      title="Settlements"
      actions={
        may('SETTLEMENTS_WRITE') ? <Link href="/settlements/new">New settlement</Link> : null
      }
    >
      <Group align="end" gap="sm">
        <MultiSelect
          label="Statuses"
          placeholder={chosen.length === 0 ? 'All' : ''}
          data={statuses.map((value) => ({ value, label: labelOf(value) }))}
          value={chosen}
          onChange={setChosen}
          miw="12rem"
        />
        <TextInput
          label="Reference"
          value={reference}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
      </Group>
      <DataList label="Settlements" columns={columns} pages={pages} />
    </Page>
  );
}
