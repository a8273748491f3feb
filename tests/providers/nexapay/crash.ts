import type { NexapayProvider } from '../../../sandbox/nexapay/double.ts';
import { randomAmount } from '../../crash/providers/amounts.ts';
import type { CrashProvider } from '../../crash/providers/provider.ts';

const customer = {
  firstName: 'Asha',
  lastName: 'Rao',
  email: 'asha@example.com',
  phone: '+5511987654321',
  document: '123.456.789-00',
};

type Book<Kind extends 'order' | 'refund'> = ReturnType<NexapayProvider[Kind]>;

/** F stands for both; the clock at the time of the query decides which. */
const orderStatuses: Readonly<Record<Book<'order'>['status'], readonly string[]>> = {
  P: ['AWAITING_PAYMENT'],
  S: ['PAID'],
  F: ['FAILED', 'EXPIRED'],
};

const refundStatuses: Readonly<Record<Book<'refund'>['status'], string>> = {
  P: 'PROCESSING',
  S: 'SUCCEEDED',
  F: 'FAILED',
};

const orderOf = (amount: string, presentation: string): object => ({
  amount: { amount, currency: 'BRL' },
  method: { pix: { presentation } },
  customer,
});

export const crash: CrashProvider = {
  name: 'NEXAPAY',
  operations: ['createOrder', 'createCashierOrder', 'createRefund', 'queryOrder'],
  namingMoney: ['createRefund', 'queryOrder', 'queryRefund'],
  referenceOf: (webhook) => (JSON.parse(webhook) as { orderId?: string }).orderId,
  order(random) {
    const { amount } = randomAmount(random);
    return orderOf(amount, random.pick(['QR_CODE', 'HOSTED_PAGE']));
  },
  crowd: { order: (whole) => orderOf(`${whole}.00`, 'QR_CODE'), createRefund: 'createRefund' },
  refund: () => ({}),
  play(sandbox) {
    const provider = sandbox.provider('NEXAPAY');
    return {
      open() {
        // Payers pay only when the harness makes them.
        provider.switch({ autoPay: false });
        return [{ config: { ...provider.createMerchantAccount(), refundEnabled: true } }];
      },
      pay: (number) => void provider.pay(number),
      decline: (number) => void provider.refuse(number),
      // It has no manual step for it: its clock expires the payment.
      expire: (number) => void provider.refuse(number),
      endRefund: (number, ends) => void provider.advanceRefund(number, ends ? 'S' : 'F'),
      order(number) {
        const snapshot = provider.order(number);
        const { amount, payAmount, status } = snapshot;
        const isPaid = status === 'S';
        // The payer pays fees on top, which are not refunded (docs/rules.md#what-is-refundable).
        const money = { paid: isPaid ? payAmount : null, limit: isPaid ? amount : null };
        const statuses = orderStatuses[status];
        return { snapshot, truth: { statuses, amount, ...money, abnormalPayments: [] } };
      },
      refund(number) {
        const snapshot = provider.refund(number);
        const { amount, status } = snapshot;
        return { snapshot, truth: { status: refundStatuses[status], amount } };
      },
    };
  },
};
