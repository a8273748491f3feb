import type { EndpointRowFragment, EndpointsQuery } from '../../gql/graphql.ts';
import { usePages } from '../../live/use-pages.ts';
import { DataList } from '../../parts/data-list.tsx';
import type { Column } from '../../parts/data-list.tsx';
import { SubjectLink } from '../../parts/links.tsx';
import { Page } from '../../parts/page.tsx';
import { None, Status, When } from '../../parts/texts.tsx';
import { AddEndpoint } from './actions.tsx';
import { endpointsDocument } from './documents.ts';

const columns: readonly Column<EndpointRowFragment>[] = [
  { title: 'Address', share: 2, cell: ({ id, url }) => <SubjectLink id={id} name={url} /> },
  { title: 'Status', cell: ({ endpointStatus }) => <Status of={endpointStatus} /> },
  { title: 'Lag', cell: ({ lag }) => `${lag} events` },
  { title: 'Last delivered', cell: ({ lastDeliveredAt }) => <When at={lastDeliveredAt} /> },
  { title: 'Last failure', cell: ({ lastFailure }) => lastFailure ?? <None /> },
  { title: 'Description', cell: ({ description }) => description ?? <None /> },
];

const options = {
  connectionOf: (data: EndpointsQuery) => data.eventEndpoints,
  every: 3_000,
};

/** Where events are sent, and how far behind each is. */
export function Endpoints() {
  const pages = usePages(endpointsDocument, {}, options);
  return (
    <Page title="Event endpoints" actions={<AddEndpoint />}>
      <DataList label="Event endpoints" columns={columns} pages={pages} />
    </Page>
  );
}
