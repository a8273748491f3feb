import type {
  AbnormalPaymentRefundToSend,
  OrderHandle,
  RefundHandle,
  RefundToSend,
} from '../../../../src/providers/provider.ts';
import type { Refused, Stage } from '../../conformance/subject.ts';
import { address, refundToSend } from '../requests.ts';
import { handleOf, notThere, openOrder, paidOrder, range, rejected, usdt } from './shared.ts';
import type { Operations, World } from './shared.ts';

const told = ({ providerReference }: RefundHandle | RefundToSend, status: string) => ({
  observations: [{ subject: 'REFUND', providerReference, status }],
});
const failed = (code: string) => (refund: RefundToSend) => ({
  ...rejected(code),
  ...told(refund, 'FAILED'),
});

const gone = (stage: Stage): RefundHandle => ({
  providerReference: stage.fresh('R'),
  providerRefundId: null,
  order: handleOf('T1'),
});

function refundKit({ name, provider }: World) {
  const world = { name, provider };
  const where = name === 'ANEXPAY_XCHECKOUT' ? { address: address.ETHEREUM } : {};
  const refundOf = (order: OrderHandle, { fresh }: Stage, amount = '10.5'): RefundToSend =>
    refundToSend({ providerReference: fresh('R'), order, amount: usdt(amount), ...where });
  const accepted = async (stage: Stage): Promise<RefundHandle> => {
    const refund = refundOf(await paidOrder(stage, world), stage);
    await stage.connection.createRefund?.(refund, stage.call);
    const { providerReference, order } = refund;
    return { providerReference, providerRefundId: null, order };
  };
  const abnormal = async (stage: Stage): Promise<AbnormalPaymentRefundToSend> => {
    const { providerReference } = await openOrder(stage);
    provider.pay(providerReference, { amount: '130' });
    const [payment] = provider.abnormalPayments(providerReference);
    return {
      providerReference: stage.fresh('R'),
      order: handleOf(providerReference),
      providerAbnormalPaymentId: payment?.abnormalPaymentNo ?? '',
      transactionHash: payment?.hash ?? null,
      amount: usdt('5.32'),
      reason: null,
    };
  };
  return { refundOf, accepted, abnormal };
}

export function refundSamples(world: World): Operations {
  const { refundOf, accepted, abnormal } = refundKit(world);
  return {
    createRefund: [
      {
        name: 'a refund of a part',
        given: async (stage) => refundOf(await paidOrder(stage, world), stage),
        expected: ({ providerReference, order }: RefundToSend) => ({
          observations: [
            {
              subject: 'REFUND',
              providerReference,
              status: 'PENDING',
              orderProviderReference: order.providerReference,
              amount: usdt('10.5'),
            },
          ],
        }),
        effect: 'refundsCreated',
        sends: ['"amount":10.5'],
      },
    ],
    queryRefund: [
      {
        name: 'a refund under way',
        given: accepted,
        expected: (refund: RefundHandle) => told(refund, 'PENDING'),
      },
    ],
    cancelRefund: [
      {
        name: 'that a pending refund is canceled',
        given: accepted,
        expected: (refund: RefundHandle) => told(refund, 'CANCELED'),
      },
    ],
    listRefunds: [
      {
        name: 'the refunds there are',
        given: async (stage) => {
          await accepted(stage);
          return range;
        },
        expected: () => ({ observations: [{ subject: 'REFUND', status: 'PENDING' }] }),
      },
    ],
    listAbnormalPayments: [
      {
        name: 'a payment of too much',
        given: async (stage) => {
          const { order, providerAbnormalPaymentId } = await abnormal(stage);
          return { providerAbnormalPaymentId, orderProviderReference: order.providerReference };
        },
        expected: (filter: object) => ({
          observations: [
            {
              subject: 'ABNORMAL_PAYMENT',
              type: 'OVERPAID',
              handled: false,
              received: usdt('130'),
              pending: usdt('5.32'),
              ...filter,
            },
          ],
        }),
      },
    ],
    refundAbnormalPayment: [
      {
        name: 'a refund of all that was too much',
        given: abnormal,
        expected: ({
          providerReference,
          providerAbnormalPaymentId,
        }: AbnormalPaymentRefundToSend) => ({
          observations: [
            {
              subject: 'REFUND',
              providerReference,
              providerAbnormalPaymentId,
              status: 'PENDING',
              amount: usdt('5.32'),
            },
          ],
        }),
        effect: 'refundsCreated',
        sends: ['"token":"ETH_USDT"'],
      },
    ],
  };
}

export function refundRefusals(world: World): Refused[] {
  const { provider } = world;
  const { refundOf, accepted, abnormal } = refundKit(world);
  return [
    {
      operation: 'createRefund',
      name: 'a refund of an order that is not paid',
      given: async (stage) => refundOf(handleOf((await openOrder(stage)).providerReference), stage),
      expected: failed('90422'),
    },
    {
      operation: 'createRefund',
      name: 'a refund of an order that is not there',
      given: (stage) => refundOf(handleOf(stage.fresh('T')), stage),
      expected: failed('90404'),
    },
    {
      operation: 'createRefund',
      name: 'a refund of more than was paid',
      given: async (stage) => refundOf(await paidOrder(stage, world), stage, '124.680001'),
      expected: failed('90423'),
    },
    {
      operation: 'createRefund',
      name: 'a second refund while one is under way',
      given: async (stage) => refundOf((await accepted(stage)).order, stage),
      expected: failed('90422'),
    },
    {
      operation: 'queryRefund',
      name: 'a refund that is not there',
      given: gone,
      expected: notThere('REFUND'),
    },
    {
      operation: 'cancelRefund',
      name: 'a refund that has begun',
      given: async (stage) => {
        const refund = await accepted(stage);
        provider.advanceRefund(refund.providerReference);
        return refund;
      },
      expected: () => ({ ...rejected('90422'), observations: [] }),
    },
    {
      operation: 'refundAbnormalPayment',
      name: 'a refund of a payment that is not there',
      given: async (stage) => ({
        ...(await abnormal(stage)),
        transactionHash: `0x${'0'.repeat(64)}`,
      }),
      expected: ({ providerReference }: AbnormalPaymentRefundToSend) => ({
        ...rejected('90404'),
        observations: [{ subject: 'REFUND', providerReference, status: 'FAILED' }],
      }),
    },
  ];
}
