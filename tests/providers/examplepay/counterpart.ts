import type { Random } from '../../simulation/random.ts';
import { decimalOf, found, minor } from '../../simulation/counterparts/counterpart.ts';
import type { Counterpart, OpenCounterpart } from '../../simulation/counterparts/counterpart.ts';

const customer = {
  firstName: 'Asha',
  lastName: 'Rao',
  email: 'asha@example.test',
  phone: '+919876543210',
};

const queries = ['queryPayment', 'queryRefund', 'queryPayout'];

const orderStatuses = { PENDING: 'AWAITING_PAYMENT', PAID: 'PAID', FAILED: 'FAILED' } as const;
const payoutStatuses = { PENDING: 'PENDING', PAID: 'SUCCEEDED', FAILED: 'FAILED' } as const;
const refundStatuses = {
  PROCESSING: 'PROCESSING',
  REFUNDED: 'SUCCEEDED',
  FAILED: 'FAILED',
} as const;

/** Sometimes one of the cents to which the sandbox gives an outcome. */
const centsOf = (random: Random): number =>
  random.percent(30) ? random.int(1, 9) : random.int(10, 99);

const amountOf = (random: Random): string =>
  decimalOf(BigInt(random.int(1, 500) * 100 + centsOf(random)), 2);

export const raceShare = 2;

export const counterpart: OpenCounterpart = (sandbox, random) => {
  const provider = sandbox.provider('EXAMPLEPAY');
  const closeEnabled = random.percent(50);
  const refundQueryEnabled = random.percent(70);
  const open = () => {
    const keys = provider.createMerchantAccount();
    return { config: { examplepay: { ...keys, closeEnabled, refundQueryEnabled } } };
  };
  const received = () => provider.requests();
  return {
    name: 'EXAMPLEPAY',
    baseUrl: provider.baseUrl,
    ...open(),
    spare: open,
    clockTolerance: 100_000,
    asIfDone: (body) => body.replace(/"status":"\w+"/, '"status":"PAID"'),
    outbox: provider.webhooks,
    faults: provider.faults,
    calls: {
      createOrder: ['createPayment'],
      cancelOrder: 'closePayment',
      createRefund: 'createRefund',
      createSettlement: 'createPayout',
      others: [...queries, 'queryBalance'],
      namingMoney: ['createPayment', 'createRefund', 'createPayout', ...queries],
    },
    allowsConcurrentRefunds: refundQueryEnabled,
    hidesFailedRefunds: !refundQueryEnabled,
    received,
    effects() {
      const { ordersCreated, refundsCreated, settlementsCreated } = provider.effects();
      return { orders: ordersCreated, refunds: refundsCreated, settlements: settlementsCreated };
    },
    order(random) {
      const [currency, method] = random.pick([
        ['INR', { upi: { flow: 'HOSTED_PAGE' } }],
        ['INR', { upi: { flow: 'COLLECT', vpa: 'asha@bank' } }],
        ['INR', { upi: { flow: 'INTENT' } }],
        ['BRL', { pix: { presentation: 'QR_CODE' } }],
        ['BRL', { pix: { presentation: 'HOSTED_PAGE' } }],
      ] as const);
      return { amount: { amount: amountOf(random), currency }, method, customer };
    },
    settlement: (random) => ({
      amount: { amount: amountOf(random), currency: 'INR' },
      destination: { upi: { vpa: 'shop@bank', holderName: 'Shop' } },
    }),
    pay: (reference) => void provider.pay(reference),
    payer(random, reference) {
      const book = found(() => provider.order(reference));
      if (book?.status !== 'PENDING') return null;
      if (random.percent(80)) return `confirms: ${provider.pay(reference).status}`;
      return `is declined: ${provider.decline(reference).status}`;
    },
    changeRefund(random, reference) {
      const book = found(() => provider.refund(reference));
      if (book?.status !== 'PROCESSING') return null;
      const to = random.percent(70) ? 'REFUNDED' : 'FAILED';
      return provider.advanceRefund(reference, to).status;
    },
    changeSettlement(random, reference) {
      const book = found(() => provider.settlement(reference));
      if (book?.status !== 'PENDING') return null;
      const to = random.percent(70) ? 'PAID' : 'FAILED';
      return provider.advanceSettlement(reference, to).status;
    },
    orderBook(reference) {
      const book = found(() => provider.order(reference));
      if (book === null) return null;
      const paid = book.status === 'PAID' ? minor(book.amount, 2) : null;
      if (book.status !== 'CLOSED') {
        return { statuses: [orderStatuses[book.status]], paid, refundLimit: paid };
      }
      // CANCELED where our close was accepted (docs/rules.md#a-cancel-is-a-request). If the answer to it was lost,
      // the query reports CLOSED.
      const isClosed = received().some(
        ({ operation, code }) => operation === 'closePayment' && code === 'OK',
      );
      return {
        statuses: isClosed ? ['EXPIRED', 'CANCELED'] : ['EXPIRED'],
        paid,
        refundLimit: paid,
      };
    },
    refundBook(reference) {
      const book = found(() => provider.refund(reference));
      return book && { status: refundStatuses[book.status], amount: minor(book.amount, 2) };
    },
    settlementBook(reference) {
      const book = found(() => provider.settlement(reference));
      return book && { status: payoutStatuses[book.status], amount: minor(book.amount, 2) };
    },
    abnormalBooks: () => [],
  } satisfies Counterpart;
};
