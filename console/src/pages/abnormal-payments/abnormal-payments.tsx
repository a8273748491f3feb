import { useState } from 'react';
import { Group, MultiSelect } from '@mantine/core';
import { graphql } from '../../gql/index.ts';
import type {
  AbnormalPaymentRowFragment,
  AbnormalPaymentsQuery,
  AbnormalPaymentsQueryVariables,
  AbnormalPaymentStatus,
  AbnormalPaymentType,
} from '../../gql/graphql.ts';
import type { LogItem } from '../../live/live.tsx';
import { usePages } from '../../live/use-pages.ts';
import { DataList } from '../../parts/data-list.tsx';
import type { Column } from '../../parts/data-list.tsx';
import { SubjectLink } from '../../parts/links.tsx';
import { Page } from '../../parts/page.tsx';
import { labelOf, Money, None, Status, When } from '../../parts/texts.tsx';

const abnormalPaymentsDocument = graphql(/* GraphQL */ `
  query AbnormalPayments($after: String, $filter: AbnormalPaymentFilter) {
    abnormalPayments(first: 100, after: $after, filter: $filter) {
      nodes {
        ...AbnormalPaymentRow
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

const statuses: readonly AbnormalPaymentStatus[] = ['OPEN', 'RESOLVING', 'RESOLVED'];
const types: readonly AbnormalPaymentType[] = ['OVERPAID', 'UNDERPAID', 'LATE', 'UNCLASSIFIED'];

const columns: readonly Column<AbnormalPaymentRowFragment>[] = [
  { title: 'Kind', cell: ({ id, type }) => <SubjectLink id={id} name={labelOf(type)} /> },
  { title: 'Status', cell: ({ abnormalPaymentStatus: status }) => <Status of={status} /> },
  { title: 'Received', cell: ({ received }) => <Money of={received} /> },
  { title: 'Pending', cell: ({ pending }) => <Money of={pending} /> },
  {
    title: 'Order',
    cell: ({ intended }) =>
      intended ? <SubjectLink id={intended.id} name={intended.reference} /> : <None />,
  },
  { title: 'Created', cell: ({ createdAt }) => <When at={createdAt} /> },
];

const options = {
  connectionOf: (data: AbnormalPaymentsQuery) => data.abnormalPayments,
  rowOf: ({ event }: LogItem): AbnormalPaymentRowFragment | null =>
    event?.subject.__typename === 'AbnormalPayment' ? event.subject : null,
  belongs: (row: AbnormalPaymentRowFragment, { filter }: AbnormalPaymentsQueryVariables) =>
    (filter?.statuses?.includes(row.abnormalPaymentStatus) ?? true) &&
    (filter?.types?.includes(row.type) ?? true),
  moves: ({ filter }: AbnormalPaymentsQueryVariables) =>
    (filter?.statuses ?? filter?.types ?? null) !== null,
};

/** Money that does not fit its order. */
export function AbnormalPayments() {
  const [chosen, setChosen] = useState<string[]>([]);
  const [kinds, setKinds] = useState<string[]>([]);
  const filter = {
    ...(chosen.length > 0 && { statuses: chosen as AbnormalPaymentStatus[] }),
    ...(kinds.length > 0 && { types: kinds as AbnormalPaymentType[] }),
  };
  const pages = usePages(abnormalPaymentsDocument, { filter }, options);
  return (
    <Page title="Abnormal payments">
      <Group align="end" gap="sm">
        <MultiSelect
          label="Statuses"
          placeholder={chosen.length === 0 ? 'All' : ''}
          data={statuses.map((value) => ({ value, label: labelOf(value) }))}
          value={chosen}
          onChange={setChosen}
          miw="12rem"
        />
        <MultiSelect
          label="Kinds"
          placeholder={kinds.length === 0 ? 'All' : ''}
          data={types.map((value) => ({ value, label: labelOf(value) }))}
          value={kinds}
          onChange={setKinds}
          miw="12rem"
        />
      </Group>
      <DataList label="Abnormal payments" columns={columns} pages={pages} />
    </Page>
  );
}
