import { useState } from 'react';
import { Button, Card, Group, Stack, Table, Text } from '@mantine/core';
import { graphql } from '../../gql/index.ts';
import type { AccountsQuery } from '../../gql/graphql.ts';
import { useLiveQuery } from '../../live/use-live-query.ts';
import { Answered, Facts, Page } from '../../parts/page.tsx';
import { Copied, labelOf, Money, None, Status, When } from '../../parts/texts.tsx';

/** Health: an account that cannot be reached is among what needs a person. */
const accountsDocument = graphql(/* GraphQL */ `
  query Accounts {
    viewer {
      accounts(first: 100) {
        id
        name
        provider
        mode
        enabled
        baseUrl
        webhookUrl
        capabilities {
          balance
        }
        lastReconciliation {
          at
          complete
          findings
        }
      }
    }
    attention(first: 100, filter: { reasons: [ACCOUNT_UNREACHABLE] }) {
      nodes {
        since
        summary
        subject {
          ... on ProviderAccount {
            id
          }
        }
      }
    }
  }
`);

const balancesDocument = graphql(/* GraphQL */ `
  query Balances($id: ID!) {
    node(id: $id) {
      ... on ProviderAccount {
        id
        balances {
          available {
            ...MoneyFields
          }
          unsettled {
            ...MoneyFields
          }
          frozen {
            ...MoneyFields
          }
        }
      }
    }
  }
`);

type Account = NonNullable<AccountsQuery['viewer']>['accounts'][number];
type Unreachable = AccountsQuery['attention']['nodes'][number];

/** Each account, with its health and its balances. */
export function Accounts() {
  const query = useLiveQuery(accountsDocument, {}, { every: 3_000 });
  return (
    <Page title="Accounts">
      <Answered query={query}>
        {({ viewer, attention }) =>
          viewer?.accounts.map((account) => (
            <Entry
              key={account.id}
              account={account}
              unreachable={attention.nodes.find(
                ({ subject }) => 'id' in subject && subject.id === account.id,
              )}
            />
          ))
        }
      </Answered>
    </Page>
  );
}

interface EntryProps {
  account: Account;
  unreachable: Unreachable | undefined;
}

function Entry({ account, unreachable }: EntryProps) {
  const { name, provider, mode, enabled, lastReconciliation: last, capabilities } = account;
  return (
    <Card withBorder component="article" aria-label={name}>
      <Stack gap="sm">
        <Group>
          <Text fw={600}>{name}</Text>
          {mode === 'TEST' ? <Status of={mode} /> : null}
          <Status of={enabled ? 'ENABLED' : 'DISABLED'} />
          <Status of={unreachable ? 'UNREACHABLE' : 'REACHABLE'} />
        </Group>
        {unreachable ? (
          <Text>
            {unreachable.summary} Since <When at={unreachable.since} />.
          </Text>
        ) : null}
        <Facts
          of={[
            { name: 'Provider', value: labelOf(provider) },
            { name: 'Its API', value: account.baseUrl },
            { name: 'Id', value: <Copied text={account.id} label="id" /> },
            { name: 'Webhooks', value: <Copied text={account.webhookUrl} label="address" /> },
            {
              name: 'Last reconciliation',
              value: last ? (
                <>
                  <When at={last.at} />, {last.complete ? 'complete' : 'incomplete'},{' '}
                  {last.findings} findings
                </>
              ) : (
                <None />
              ),
            },
          ]}
        />
        {capabilities.balance ? <Balances id={account.id} name={name} /> : null}
      </Stack>
    </Card>
  );
}

/** Each look is a call to the provider, so it is made when somebody wants it. */
function Balances({ id, name }: { id: string; name: string }) {
  const [isOpen, setOpen] = useState(false);
  return isOpen ? (
    <OpenBalances id={id} />
  ) : (
    <Button
      size="xs"
      variant="default"
      w="fit-content"
      aria-label={`Balances of ${name}`}
      onClick={() => setOpen(true)}
    >
      Balances
    </Button>
  );
}

const never = (): boolean => false;

function OpenBalances({ id }: { id: string }) {
  const query = useLiveQuery(balancesDocument, { id }, { concerns: never });
  return (
    <Answered query={query}>
      {({ node }) => (
        <Table aria-label="Balances">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Available</Table.Th>
              <Table.Th>Unsettled</Table.Th>
              <Table.Th>Frozen</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {(node && 'balances' in node ? (node.balances ?? []) : []).map((balance) => (
              <Table.Tr key={`${balance.available.currency} ${balance.available.network}`}>
                <Table.Td>
                  <Money of={balance.available} />
                </Table.Td>
                <Table.Td>
                  <Money of={balance.unsettled} />
                </Table.Td>
                <Table.Td>
                  <Money of={balance.frozen} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Answered>
  );
}
