import type { ExamplepayProvider } from '../../../sandbox/examplepay/double.ts';
import { cents, payoutAmount, randomAmount } from '../../crash/providers/amounts.ts';
import type { CrashProvider } from '../../crash/providers/provider.ts';

const customer = { firstName: 'Asha', lastName: 'Rao', email: 'asha@example.com' };
const brazilian = { ...customer, phone: '+5511987654321', document: '123.456.789-00' };

type Book<Kind extends 'order' | 'refund' | 'settlement'> = ReturnType<ExamplepayProvider[Kind]>;

const orderStatuses: Readonly<Record<Book<'order'>['status'], readonly string[]>> = {
  PENDING: ['AWAITING_PAYMENT'],
  PAID: ['PAID'],
  FAILED: ['FAILED'],
  CLOSED: ['EXPIRED', 'CANCELED'],
};

const refundStatuses: Readonly<Record<Book<'refund'>['status'], string>> = {
  PROCESSING: 'PROCESSING',
  REFUNDED: 'SUCCEEDED',
  FAILED: 'FAILED',
};

const settlementStatuses: Readonly<Record<Book<'settlement'>['status'], string>> = {
  PENDING: 'PENDING',
  PAID: 'SUCCEEDED',
  FAILED: 'FAILED',
};

export const crash: CrashProvider = {
  name: 'EXAMPLEPAY',
  operations: ['createPayment', 'createRefund', 'createPayout', 'queryPayment'],
  namingMoney: ['createPayment', 'createRefund', 'createPayout', 'queryPayment'],
  // Some amounts stay pending whatever the payer does.
  ignoresPayers: true,
  order(random) {
    const { amount } = randomAmount(random);
    return random.chance(0.3)
      ? {
          amount: { amount, currency: 'BRL' },
          method: { pix: { presentation: random.pick(['QR_CODE', 'HOSTED_PAGE']) } },
          customer: brazilian,
        }
      : {
          amount: { amount, currency: 'INR' },
          method: {
            upi: random.pick([
              { flow: 'HOSTED_PAGE' },
              { flow: 'INTENT' },
              { flow: 'COLLECT', vpa: 'asha@bank' },
            ]),
          },
          customer: { ...customer, phone: '+919876543210' },
        };
  },
  refund: () => ({}),
  settlement(random) {
    const amount = payoutAmount(random);
    return {
      amount: { amount: `${amount}.${random.pick(cents)}`, currency: 'INR' },
      destination: { upi: { vpa: 'asha@bank', holderName: 'Asha Rao' } },
    };
  },
  play(sandbox) {
    const provider = sandbox.provider('EXAMPLEPAY');
    return {
      open: () => [
        {
          config: {
            ...provider.createMerchantAccount(),
            closeEnabled: true,
            refundQueryEnabled: true,
          },
        },
        // The same input with all documented fields, and no others.
        { config: { ...provider.createMerchantAccount() } },
      ],
      pay: (number) => void provider.pay(number),
      decline: (number) => void provider.decline(number),
      expire: (number) => void provider.expire(number),
      endRefund: (number, ends) =>
        void provider.advanceRefund(number, ends ? 'REFUNDED' : 'FAILED'),
      endSettlement: (number, ends) =>
        void provider.advanceSettlement(number, ends ? 'PAID' : 'FAILED'),
      order(number) {
        const snapshot = provider.order(number);
        const { amount, status } = snapshot;
        const paid = status === 'PAID' ? amount : null;
        const statuses = orderStatuses[status];
        return { snapshot, truth: { statuses, amount, paid, limit: paid, abnormalPayments: [] } };
      },
      refund(number) {
        const snapshot = provider.refund(number);
        const { amount, status } = snapshot;
        return { snapshot, truth: { status: refundStatuses[status], amount } };
      },
      settlement(number) {
        const snapshot = provider.settlement(number);
        const { amount, status } = snapshot;
        return { snapshot, truth: { status: settlementStatuses[status], amount } };
      },
    };
  },
};
