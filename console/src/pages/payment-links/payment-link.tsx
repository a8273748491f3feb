import { Group, Stack } from '@mantine/core';
import { useParams } from 'wouter';
import { graphql } from '../../gql/index.ts';
import type { PaymentLinkOrdersQuery, PaymentLinkQuery } from '../../gql/graphql.ts';
import { useLiveQuery } from '../../live/use-live-query.ts';
import { usePages } from '../../live/use-pages.ts';
import { ActionButton } from '../../parts/actions/action-button.tsx';
import { useSend } from '../../parts/actions/use-send.ts';
import { DataList } from '../../parts/data-list.tsx';
import { SubjectLink } from '../../parts/links.tsx';
import { Answered, Facts, Nothing, Page, Section } from '../../parts/page.tsx';
import { Copied, labelOf, Money, None, Status, When } from '../../parts/texts.tsx';
import { useSession } from '../../session/session.tsx';
import { orderColumns, orderRowOf } from '../orders/rows.tsx';

const paymentLinkDocument = graphql(/* GraphQL */ `
  query PaymentLink($id: ID!) {
    paymentLink(id: $id) {
      ...PaymentLinkRow
      url
      description
      returnUrl
      disabledAt
      account {
        id
        name
      }
      metadata {
        key
        value
      }
    }
  }
`);

const ordersOfLinkDocument = graphql(/* GraphQL */ `
  query PaymentLinkOrders($id: ID!, $after: String) {
    paymentLink(id: $id) {
      id
      orders(first: 100, after: $after) {
        nodes {
          ...OrderRow
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  }
`);

const disableDocument = graphql(/* GraphQL */ `
  mutation ConsoleDisableLink($id: ID!) {
    disablePaymentLink(id: $id) {
      __typename
      ...Refusal
    }
  }
`);

type Shown = NonNullable<PaymentLinkQuery['paymentLink']>;

/** A link, and the orders that it has made. */
export function PaymentLink() {
  const { id } = useParams<{ id: string }>();
  const query = useLiveQuery(paymentLinkDocument, { id }, { every: 3_000 });
  const link = query.data?.paymentLink;
  return (
    <Page title={link ? `Payment link ${link.reference}` : 'Payment link'}>
      <Answered query={query}>
        {({ paymentLink }) =>
          paymentLink ? (
            <Whole link={paymentLink} />
          ) : (
            <Nothing>There is no such payment link.</Nothing>
          )
        }
      </Answered>
    </Page>
  );
}

function Whole({ link }: { link: Shown }) {
  return (
    <Stack gap="lg">
      <Group gap="sm">
        <Status of={link.linkStatus} />
        <Disable link={link} />
      </Group>
      <Facts
        of={[
          { name: 'Address', value: <Copied text={link.url} label="address" /> },
          { name: 'Amount of each order', value: <Money of={link.amount} /> },
          { name: 'Methods', value: link.methods.map(labelOf).join(', ') },
          { name: 'Orders', value: `${link.uses} of ${link.maximumUses}` },
          {
            name: 'Account',
            value: link.account ? (
              <SubjectLink id={link.account.id} name={link.account.name} />
            ) : (
              'The first that can do it'
            ),
          },
          { name: 'Created', value: <When at={link.createdAt} /> },
          { name: 'Expires', value: <When at={link.expiresAt} /> },
          { name: 'Disabled', value: <When at={link.disabledAt} /> },
          { name: 'Description', value: link.description ?? <None /> },
          { name: 'After paying', value: link.returnUrl ?? 'A plain page' },
          { name: 'Id', value: <Copied text={link.id} label="id" /> },
          ...link.metadata.map(({ key, value }) => ({ name: key, value })),
        ]}
      />
      <Section title="Orders">
        <Orders id={link.id} />
      </Section>
    </Stack>
  );
}

function Disable({ link: { id, linkStatus } }: { link: Shown }) {
  const { may } = useSession();
  const send = useSend();
  if (linkStatus !== 'ACTIVE' || !may('ORDERS_WRITE')) return null;
  return (
    <ActionButton
      label="Disable the link"
      isGrave
      done="It makes no order any more."
      send={() => send(disableDocument, { id })}
    >
      It makes no order from then on. Those that it has made stay as they are. It cannot be undone.
    </ActionButton>
  );
}

const none = { nodes: [], pageInfo: { hasNextPage: false } };

const options = {
  connectionOf: ({ paymentLink }: PaymentLinkOrdersQuery) => paymentLink?.orders ?? none,
  rowOf: orderRowOf,
};

function Orders({ id }: { id: string }) {
  const pages = usePages(ordersOfLinkDocument, { id }, options);
  return <DataList label="Orders of the link" columns={orderColumns} pages={pages} />;
}
