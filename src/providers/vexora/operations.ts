import { operationsOf } from '../kit/operations.ts';
import type { Echo } from '../kit/operations.ts';
import type { UnknownValue } from '../kit/observing.ts';
import type { Call, Connection } from '../provider.ts';
import type { VexoraClient } from './client.ts';
import * as mapping from './mapping.ts';
import type { Region } from './regions.ts';

interface Named {
  providerReference: string;
}
const echoes = ({ tradeNo }: { tradeNo: string }, { providerReference }: Named): Echo[] => [
  [providerReference, tradeNo],
];
const byNumber = ({ providerReference }: Named) => ({ tradeNo: providerReference });

/**
 * The code 8000 alone says nothing about the subject (docs/providers/vexora.md#where-nothing-is-found): a wrong
 * signature, a wrong merchant number and an unknown number all get it, and of a create it may mean a number in use. A
 * balance query has the same parts except the number. If it is answered right after, the number is unknown. If it is
 * refused too, the account itself is not accepted.
 */
const refusalsOf = (client: VexoraClient) =>
  operationsOf({
    failureOf: mapping.refusalOf,
    taken: async (_refusal, call) =>
      (await isAcceptingQueries(client, call)) === false ? undefined : 'PERHAPS',
    isAbsence: async (_refusal, call) => (await isAcceptingQueries(client, call)) === true,
  });

/** Null if the answer was lost. */
const isAcceptingQueries = (client: VexoraClient, call: Call): Promise<boolean | null> =>
  client
    .queryBalance({}, call, () => null)
    .then(
      ({ ok }) => ok,
      () => null,
    );

export function operations(
  client: VexoraClient,
  region: Region,
  unknown: UnknownValue,
): Omit<Connection, 'webhook' | 'close'> {
  const { create, query, read } = refusalsOf(client);
  const payouts: Pick<Connection, 'createSettlement' | 'querySettlement'> = {
    createSettlement: create('SETTLEMENT', {
      endpoint: client.disbursements,
      mayDecline: true,
      sent: (settlement) => mapping.settlementBody(settlement, region),
      echoes,
      observe: (created) => mapping.createdSettlementObservation(created, unknown),
    }),
    querySettlement: query('SETTLEMENT', {
      endpoint: client.queryPayOutResult,
      sent: byNumber,
      echoes,
      observe: (queried) => mapping.settlementObservation(queried, region, unknown),
    }),
  };
  return {
    createOrder: create('ORDER', {
      endpoint: client.checkout,
      mayDecline: true,
      sent: (order) => mapping.orderBody(order, region),
      echoes,
      observe: (created, order, sentAt) =>
        mapping.createdOrderObservation(created, order, sentAt, region, unknown),
    }),
    queryOrder: query('ORDER', {
      endpoint: client.queryPayInResult,
      sent: byNumber,
      echoes,
      observe: (queried) => mapping.orderObservation(queried, region, unknown),
    }),
    ...(region.payout === null ? {} : payouts),
    balances: async (call) => [
      await read(
        client.queryBalance({}, call, (balance) => mapping.accountBalance(balance, region)),
      ),
    ],
  };
}
