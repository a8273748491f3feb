import { useState } from 'react';
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { graphql } from '../../gql/index.ts';
import type { PaymentLinkRowFragment, PaymentLinksQuery } from '../../gql/graphql.ts';
import { usePages } from '../../live/use-pages.ts';
import { DataList } from '../../parts/data-list.tsx';
import type { Column } from '../../parts/data-list.tsx';
import { SubjectLink } from '../../parts/links.tsx';
import { Page } from '../../parts/page.tsx';
import { labelOf, Money, Status, When } from '../../parts/texts.tsx';

export const paymentLinkRowFragment = graphql(/* GraphQL */ `
  fragment PaymentLinkRow on PaymentLink {
    id
    reference
    linkStatus: status
    methods
    uses
    maximumUses
    createdAt
    expiresAt
    amount {
      ...MoneyFields
    }
  }
`);

const paymentLinksDocument = graphql(/* GraphQL */ `
  query PaymentLinks($after: String, $filter: PaymentLinkFilter) {
    paymentLinks(first: 100, after: $after, filter: $filter) {
      nodes {
        ...PaymentLinkRow
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

const columns: readonly Column<PaymentLinkRowFragment>[] = [
  { title: 'Reference', share: 2, cell: (row) => <SubjectLink id={row.id} name={row.reference} /> },
  { title: 'Status', cell: ({ linkStatus }) => <Status of={linkStatus} /> },
  { title: 'Amount', cell: ({ amount }) => <Money of={amount} /> },
  { title: 'Methods', cell: ({ methods }) => methods.map(labelOf).join(', ') },
  { title: 'Orders', cell: ({ uses, maximumUses }) => `${uses} of ${maximumUses}` },
  { title: 'Expires', cell: ({ expiresAt }) => <When at={expiresAt} /> },
  { title: 'Created', cell: ({ createdAt }) => <When at={createdAt} /> },
];

/** Links are not in the log. */
const options = {
  connectionOf: (data: PaymentLinksQuery) => data.paymentLinks,
  every: 3_000,
};

export function PaymentLinks() {
  const [reference, setReference] = useState('');
  const [settled] = useDebouncedValue(reference.trim(), 300);
  const filter = settled === '' ? {} : { reference: settled };
  const pages = usePages(paymentLinksDocument, { filter }, options);
  return (
    <Page title="Payment links">
      <TextInput
        label="Reference"
        maw="20rem"
        value={reference}
        onChange={(event) => setReference(event.currentTarget.value)}
      />
      <DataList label="Payment links" columns={columns} pages={pages} />
    </Page>
  );
}
