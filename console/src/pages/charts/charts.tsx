import { useEffect } from 'react';
import { Text } from '@mantine/core';
import { graphql } from '../../gql/index.ts';
import { useLiveQuery } from '../../live/use-live-query.ts';
import { usePages } from '../../live/use-pages.ts';
import { Answered, Nothing, Page, Section } from '../../parts/page.tsx';
import { Simple } from '../../parts/simple-table.tsx';
import { labelOf } from '../../parts/texts.tsx';
import { useSession } from '../../session/session.tsx';
import { orderRows, ordersDocument } from '../orders/document.ts';
import { Bars } from './bars.tsx';
import { byAge, delaysOf, paidByCurrency, statusesByDay } from './figures.ts';

const unknownDocument = graphql(/* GraphQL */ `
  query Unknowns {
    orders(first: 100, filter: { statuses: [UNKNOWN] }) {
      nodes {
        id
        resolution {
          since
        }
      }
    }
  }
`);

const delaysDocument = graphql(/* GraphQL */ `
  query Delays {
    webhookDeliveries(first: 100, statuses: [APPLIED]) {
      nodes {
        id
        receivedAt
        events(first: 1) {
          id
          recordedAt
        }
      }
    }
  }
`);

/** The API has no sums, so they are of what has been read: the newest orders, this many at most. */
const most = 1_000;
const newest = {
  filter: {},
  sort: { field: 'CREATED_AT', direction: 'DESCENDING' },
} as const;

export function Charts() {
  const { may } = useSession();
  const { rows, hasMore, isLoading, loadMore } = usePages(ordersDocument, newest, orderRows);
  useEffect(() => {
    if (hasMore && !isLoading && rows.length < most) loadMore();
  }, [hasMore, isLoading, rows.length, loadMore]);
  const days = statusesByDay(rows);
  return (
    <Page title="Charts">
      <Text role="status">Of the newest {rows.length} orders</Text>
      <Section title="Payments by status">
        {days.slice(0, 7).map(({ day, counts }) => (
          <Bars
            key={day}
            label={day}
            bars={counts.map(({ status, count }) => ({ name: labelOf(status), size: count }))}
          />
        ))}
      </Section>
      <Section title="Amounts paid by currency">
        <Simple
          label="Paid, by currency"
          rows={[...paidByCurrency(rows)].map(([currency, amount]) => ({
            key: currency,
            cells: { Currency: currency, Paid: <span className="money">{amount}</span> },
          }))}
        />
      </Section>
      <Unknowns />
      {may('MANAGE') ? <Delays /> : null}
    </Page>
  );
}

function Unknowns() {
  const query = useLiveQuery(unknownDocument, {}, { every: 10_000 });
  return (
    <Section title="Unknown outcomes by age">
      <Answered query={query}>
        {({ orders: { nodes } }) => {
          const since = nodes.flatMap(({ resolution }) => resolution?.since ?? []);
          return <Bars label="Unknown outcomes" bars={byAge(since, Date.now())} />;
        }}
      </Answered>
    </Section>
  );
}

function Delays() {
  const query = useLiveQuery(delaysDocument, {}, { every: 10_000 });
  return (
    <Section title="From a webhook to its event">
      <Answered query={query}>
        {({ webhookDeliveries: { nodes } }) => {
          const bars = delaysOf(
            nodes.flatMap(({ receivedAt, events: [event] }) =>
              event === undefined ? [] : [{ from: receivedAt, to: event.recordedAt }],
            ),
          );
          return bars.length === 0 ? (
            <Nothing>No webhook has caused an event yet.</Nothing>
          ) : (
            <Bars label="The newest webhooks" bars={bars} />
          );
        }}
      </Answered>
    </Section>
  );
}
