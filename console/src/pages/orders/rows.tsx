import type { OrderRowFragment } from '../../gql/graphql.ts';
import type { LogItem } from '../../live/live.tsx';
import type { Column } from '../../parts/data-list.tsx';
import { SubjectLink } from '../../parts/links.tsx';
import { labelOf, Money, Status, When } from '../../parts/texts.tsx';

export const orderRowOf = ({ event }: LogItem): OrderRowFragment | null =>
  event?.subject.__typename === 'Order' ? event.subject : null;

export const orderColumns: readonly Column<OrderRowFragment>[] = [
  { title: 'Reference', share: 2, cell: (row) => <SubjectLink id={row.id} name={row.reference} /> },
  {
    title: 'Status',
    cell: ({ status, resolution }) => (
      <>
        <Status of={status} /> {resolution?.needsAttention ? <Status of="NEEDS_ATTENTION" /> : null}
      </>
    ),
  },
  { title: 'Amount', cell: ({ amount }) => <Money of={amount} /> },
  { title: 'Paid', cell: ({ paid }) => <Money of={paid} /> },
  { title: 'Method', cell: ({ method, provider }) => `${labelOf(method)}, ${labelOf(provider)}` },
  { title: 'Created', cell: ({ createdAt }) => <When at={createdAt} /> },
];
