import { deepStrictEqual } from 'node:assert/strict';
import { money } from '../../../../src/domain/money.ts';
import type { OrderHandle, OrderToSend } from '../../../../src/providers/provider.ts';
import type { Outcome } from '../../conformance/harness.ts';
import type { Refused, Sample } from '../../conformance/subject.ts';
import { orderToSend } from '../requests.ts';
import {
  handleOf,
  notThere,
  openOrder,
  paidOrder,
  range,
  rejected,
  tokens,
  usdt,
} from './shared.ts';
import type { Operations, Gateway } from './shared.ts';

export function orderSamples(gateway: Gateway): Operations {
  const enabled = tokens.filter(([token]) => token !== 'SOL_USDC');
  return {
    createOrder: enabled.map(([token, currency, network]): Sample => ({
      name: `an order in ${token}`,
      prepare: ({ fresh }) =>
        orderToSend({
          providerReference: fresh('T'),
          method: { type: 'STABLECOIN', currency, network },
          returnUrl: 'https://shop.example/thanks',
        }),
      expected: ({ providerReference }: OrderToSend) => ({
        observations: [
          {
            subject: 'ORDER',
            providerReference,
            status: 'AWAITING_PAYMENT',
            payable: money('124.68', currency, network),
          },
        ],
      }),
      check: tellsHowToPay,
      effect: 'ordersCreated',
      sends: ['"orderAmount":123.45', `"token":"${token}"`],
    })),
    queryOrder: [
      {
        name: 'an open order',
        prepare: async (context) => handleOf((await openOrder(context)).providerReference),
        expected: ({ providerReference }: OrderHandle) => ({
          observations: [
            { providerReference, status: 'AWAITING_PAYMENT', payable: usdt('124.68') },
          ],
        }),
      },
      {
        name: 'a paid order',
        prepare: (context) => paidOrder(context, gateway),
        expected: ({ providerReference }: OrderHandle) => ({
          observations: [{ providerReference, status: 'PAID', paid: usdt('124.68') }],
        }),
      },
    ],
    cancelOrder: [
      {
        name: 'that an open order is canceled',
        prepare: async (context) => handleOf((await openOrder(context)).providerReference),
        expected: ({ providerReference }: OrderHandle) => ({
          observations: [{ subject: 'ORDER', providerReference, status: 'CANCELED' }],
        }),
      },
    ],
    listOrders: [
      {
        name: 'the orders there are',
        prepare: async (context) => {
          await openOrder(context);
          return range;
        },
        expected: () => ({ observations: [{ subject: 'ORDER', status: 'AWAITING_PAYMENT' }] }),
      },
    ],
  };
}

/** The payer needs all three (docs/providers/stablecoin-gateway.md#new-orders). */
function tellsHowToPay(outcome: Outcome): void {
  const [order] = outcome.ended === 'ANSWERED' ? (outcome.observations ?? []) : [];
  const instructions = order?.subject === 'ORDER' ? (order.instructions ?? {}) : {};
  const told = Object.keys(instructions).toSorted();
  deepStrictEqual(told, ['checkoutUrl', 'depositAddress', 'tokenContract']);
}

export function orderRefusals(gateway: Gateway): Refused[] {
  const unauthorized = { status: 401, body: '{"retcode":"90401","retdata":null,"retmsg":"no"}' };
  return [
    {
      operation: 'createOrder',
      name: 'a token that is not enabled',
      prepare: ({ fresh }) =>
        orderToSend({
          providerReference: fresh('T'),
          method: { type: 'STABLECOIN', currency: 'USDC', network: 'SOLANA' },
        }),
      expected: ({ providerReference }: OrderToSend) => ({
        refused: { code: 'METHOD_NOT_ENABLED' },
        observations: [{ subject: 'ORDER', providerReference, status: 'FAILED' }],
      }),
      // It exists at the provider, where it is canceled (docs/providers/stablecoin-gateway.md#new-orders).
      effect: 'ordersCreated',
    },
    {
      operation: 'queryOrder',
      name: 'an order that is not there',
      prepare: ({ fresh }) => handleOf(fresh('T')),
      expected: notThere('ORDER'),
    },
    {
      operation: 'queryOrder',
      name: 'an access token, twice,',
      prepare: ({ answerNext, fresh }) => {
        answerNext(unauthorized);
        answerNext(unauthorized);
        return handleOf(fresh('T'));
      },
      expected: () => ({ refused: { code: 'PROVIDER_AUTHENTICATION' }, observations: [] }),
    },
    {
      operation: 'queryOrder',
      name: 'a signature',
      prepare: ({ answerNext, fresh }) => {
        answerNext({ body: '{"retcode":"00006","retdata":null,"retmsg":"Access denied"}' });
        return handleOf(fresh('T'));
      },
      expected: () => ({ refused: { code: 'PROVIDER_AUTHENTICATION' }, observations: [] }),
    },
    {
      operation: 'cancelOrder',
      name: 'a paid order',
      prepare: (context) => paidOrder(context, gateway),
      expected: () => ({ ...rejected('90422'), observations: [] }),
    },
    {
      operation: 'cancelOrder',
      name: 'an order that is not there',
      prepare: ({ fresh }) => handleOf(fresh('T')),
      expected: () => ({ ...rejected('90404'), observations: [] }),
    },
  ];
}
