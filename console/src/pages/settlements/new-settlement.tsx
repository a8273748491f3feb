import { useState } from 'react';
import { Group, NativeSelect } from '@mantine/core';
import { useLocation } from 'wouter';
import { graphql } from '../../gql/index.ts';
import type { Network, PayingAccountsQuery, SettlementDestinationType } from '../../gql/graphql.ts';
import { useLiveQuery } from '../../live/use-live-query.ts';
import { ActionButton } from '../../parts/actions/action-button.tsx';
import type { Values } from '../../parts/actions/action-button.tsx';
import { useSend } from '../../parts/actions/use-send.ts';
import { addressOf } from '../../parts/links.tsx';
import { Answered, Nothing, Page } from '../../parts/page.tsx';
import { labelOf } from '../../parts/texts.tsx';
import { useSession } from '../../session/session.tsx';
import { destinationOf, fieldsOf } from './destinations.ts';

const payingAccountsDocument = graphql(/* GraphQL */ `
  query PayingAccounts {
    viewer {
      accounts(first: 100) {
        id
        name
        enabled
        capabilities {
          settlementDestinations
        }
      }
    }
  }
`);

const createSettlementDocument = graphql(/* GraphQL */ `
  mutation ConsoleCreateSettlement($input: CreateSettlementInput!) {
    createSettlement(input: $input) {
      __typename
      ...Refusal
      ... on CreateSettlementSuccess {
        settlement {
          id
        }
      }
    }
  }
`);

type Account = NonNullable<PayingAccountsQuery['viewer']>['accounts'][number];

/** Pays money out of an account. */
export function NewSettlement() {
  const { may } = useSession();
  const query = useLiveQuery(payingAccountsDocument, {});
  return (
    <Page title="New settlement">
      {may('SETTLEMENTS_WRITE') ? (
        <Answered query={query}>
          {({ viewer }) => <Choice accounts={(viewer?.accounts ?? []).filter(canPay)} />}
        </Answered>
      ) : (
        <Nothing>This key may not create settlements.</Nothing>
      )}
    </Page>
  );
}

const canPay = ({ enabled, capabilities }: Account): boolean =>
  enabled && capabilities.settlementDestinations.length > 0;

function Choice({ accounts }: { accounts: readonly Account[] }) {
  const [chosen, setChosen] = useState('');
  const [wanted, setWanted] = useState('');
  const account = accounts.find(({ id }) => id === chosen) ?? accounts[0];
  if (account === undefined) return <Nothing>No account can pay out.</Nothing>;
  const types = account.capabilities.settlementDestinations;
  const type = types.find((one) => one === wanted) ?? types[0];
  return (
    <Group align="end" gap="sm">
      <NativeSelect
        label="Account"
        value={account.id}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={accounts.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <NativeSelect
        label="To"
        value={type}
        onChange={(event) => setWanted(event.currentTarget.value)}
        data={types.map((value) => ({ value, label: labelOf(value) }))}
      />
      {type === undefined ? null : (
        <PayOut key={`${account.id} ${type}`} account={account} type={type} />
      )}
    </Group>
  );
}

const networks: readonly Network[] = ['ETHEREUM', 'TRON', 'SOLANA'];

interface PayOutProps {
  account: Account;
  type: SettlementDestinationType;
}

function PayOut({ account: { id, name }, type }: PayOutProps) {
  const send = useSend();
  const [, navigate] = useLocation();
  const inputOf = (values: Values, idempotencyKey: string) => ({
    account: id,
    idempotencyKey,
    reference: values['reference'] ?? '',
    amount: {
      amount: values['amount'] ?? '',
      currency: values['currency'] ?? '',
      ...(values['network'] && { network: values['network'] as Network }),
    },
    destination: destinationOf(type, values),
  });
  return (
    <ActionButton
      label="Pay out"
      isGrave
      done="The settlement is stored."
      fields={[
        { name: 'amount', path: 'amount.amount', label: 'Amount', isRequired: true },
        {
          name: 'currency',
          path: 'amount.currency',
          label: 'Currency',
          description: 'That of the balance.',
          isRequired: true,
        },
        {
          name: 'network',
          path: 'amount.network',
          label: 'Network',
          description: 'Of a token.',
          choices: [
            { value: '', label: 'None' },
            ...networks.map((value) => ({ value, label: labelOf(value) })),
          ],
        },
        { name: 'reference', label: 'Reference', isRequired: true },
        ...fieldsOf(type),
      ]}
      send={(values, idempotencyKey) =>
        send(
          createSettlementDocument,
          { input: inputOf(values, idempotencyKey) },
          ({ createSettlement: result }) => {
            if ('settlement' in result) navigate(addressOf(result.settlement.id) ?? '/');
            return null;
          },
        )
      }
    >
      Money leaves the account {name}. Check the destination: what is sent to a wrong one is lost.
    </ActionButton>
  );
}
