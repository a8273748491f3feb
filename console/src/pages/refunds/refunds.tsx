import { useState } from 'react';
import { Group, MultiSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { graphql } from '../../gql/index.ts';
import type {
  RefundRowFragment,
  RefundsQuery,
  RefundsQueryVariables,
  RefundStatus,
} from '../../gql/graphql.ts';
import type { LogItem } from '../../live/live.tsx';
import { usePages } from '../../live/use-pages.ts';
import { DataList } from '../../parts/data-list.tsx';
import type { Column } from '../../parts/data-list.tsx';
import { SubjectLink } from '../../parts/links.tsx';
import { Page } from '../../parts/page.tsx';
import { labelOf, Money, Status, When } from '../../parts/texts.tsx';

const refundsDocument = graphql(/* GraphQL */ `
  query Refunds($after: String, $filter: RefundFilter) {
    refunds(first: 100, after: $after, filter: $filter) {
      nodes {
        ...RefundRow
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

const statuses: readonly RefundStatus[] = [
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

const columns: readonly Column<RefundRowFragment>[] = [
  { title: 'Reference', share: 2, cell: (row) => <SubjectLink id={row.id} name={row.reference} /> },
  { title: 'Status', cell: ({ refundStatus }) => <Status of={refundStatus} /> },
  { title: 'Amount', cell: ({ amount }) => <Money of={amount} /> },
  { title: 'Order', cell: ({ order }) => <SubjectLink id={order.id} name={order.reference} /> },
  { title: 'Created', cell: ({ createdAt }) => <When at={createdAt} /> },
];

const options = {
  connectionOf: (data: RefundsQuery) => data.refunds,
  rowOf: ({ event }: LogItem): RefundRowFragment | null =>
    event?.subject.__typename === 'Refund' ? event.subject : null,
  belongs: ({ refundStatus }: RefundRowFragment, { filter }: RefundsQueryVariables) =>
    filter?.statuses?.includes(refundStatus) ?? true,
  moves: ({ filter }: RefundsQueryVariables) => (filter?.statuses ?? null) !== null,
};

export function Refunds() {
  const [chosen, setChosen] = useState<string[]>([]);
  const [reference, setReference] = useState('');
  const [settled] = useDebouncedValue(reference.trim(), 300);
  const filter = {
    ...(chosen.length > 0 && { statuses: chosen as RefundStatus[] }),
    ...(settled !== '' && { reference: settled }),
  };
  const pages = usePages(refundsDocument, { filter }, options);
  return (
    <Page title="Refunds">
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
      <DataList label="Refunds" columns={columns} pages={pages} />
    </Page>
  );
}
