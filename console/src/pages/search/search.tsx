import { Stack, Text } from '@mantine/core';
import { useHistoryState } from 'wouter/use-browser-location';
import { graphql } from '../../gql/index.ts';
import type { SearchQuery } from '../../gql/graphql.ts';
import { useLiveQuery } from '../../live/use-live-query.ts';
import { SubjectLink } from '../../parts/links.tsx';
import { Answered, Nothing, Page } from '../../parts/page.tsx';
import { Money, Status, When } from '../../parts/texts.tsx';

const searchDocument = graphql(/* GraphQL */ `
  query Search($text: String!) {
    search(text: $text, first: 50) {
      __typename
      ...OrderRow
      ...RefundRow
      ...SettlementRow
      ...AbnormalPaymentRow
    }
  }
`);

/** What a text finds: best first. */
export function Search() {
  const { text = '' } = useHistoryState<{ text?: string } | null>() ?? {};
  return (
    <Page title="Search">
      {text === '' ? (
        <Nothing>
          Enter an id, a reference, a transaction hash, or the e-mail, phone or name of a payer.
        </Nothing>
      ) : (
        <Results text={text} />
      )}
    </Page>
  );
}

function Results({ text }: { text: string }) {
  const query = useLiveQuery(searchDocument, { text });
  return (
    <Answered query={query}>
      {({ search }) => (
        <>
          <Text role="status">
            {search.length === 0 ? 'Nothing was found' : `${search.length} found`} for “{text}”
          </Text>
          <Stack component="ul" gap="xs" className="plain">
            {search.map((hit) => (
              <li key={hit.id}>
                <Hit hit={hit} />
              </li>
            ))}
          </Stack>
        </>
      )}
    </Answered>
  );
}

function Hit({ hit }: { hit: SearchQuery['search'][number] }) {
  switch (hit.__typename) {
    case 'Order':
      return (
        <>
          <SubjectLink id={hit.id} name={`Order ${hit.reference}`} /> <Status of={hit.status} />{' '}
          <Money of={hit.amount} /> <When at={hit.createdAt} />
        </>
      );
    case 'Refund':
      return (
        <>
          <SubjectLink id={hit.id} name={`Refund ${hit.reference}`} />{' '}
          <Status of={hit.refundStatus} /> <Money of={hit.amount} /> <When at={hit.createdAt} />
        </>
      );
    case 'Settlement':
      return (
        <>
          <SubjectLink id={hit.id} name={`Settlement ${hit.reference}`} />{' '}
          <Status of={hit.settlementStatus} /> <Money of={hit.amount} /> <When at={hit.createdAt} />
        </>
      );
    case 'AbnormalPayment':
      return (
        <>
          <SubjectLink id={hit.id} name="Abnormal payment" />{' '}
          <Status of={hit.abnormalPaymentStatus} /> <Money of={hit.pending} />{' '}
          <When at={hit.createdAt} />
        </>
      );
    default:
      return null;
  }
}
