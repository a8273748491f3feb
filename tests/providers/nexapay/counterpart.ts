import {
  decimalOf,
  endedStatuses,
  found,
  minor,
} from '../../simulation/counterparts/counterpart.ts';
import type { Counterpart, OpenCounterpart } from '../../simulation/counterparts/counterpart.ts';

const customer = {
  firstName: 'João',
  lastName: 'Silva',
  email: 'payer@example.test',
  phone: '+5511987654321',
  document: '12345678909',
};

const refundStatuses = { P: 'PROCESSING', S: 'SUCCEEDED', F: 'FAILED' } as const;

/** Centavos with an effect in the sandbox besides payment; .06 sends by itself and is omitted. */
const odd = [1, 2, 3, 4, 5];

export const raceShare = 3;

export const counterpart: OpenCounterpart = (sandbox, random) => {
  const provider = sandbox.provider('NEXAPAY');
  const open = () => ({
    config: { nexapay: { ...provider.createMerchantAccount(), refundEnabled: true } },
  });
  provider.switch({ autoPay: random.percent(15) });
  const refusedByBank = new Set<string>();
  const now = () => sandbox.clock.now();
  return {
    name: 'NEXAPAY',
    baseUrl: provider.baseUrl,
    ...open(),
    spare: open,
    clockTolerance: 600_000,
    isNotice: (body) => body.includes('PAYMENT_RESULT'),
    asIfDone: (body) => body.replace(/"refundStatus":"\w"/, '"refundStatus":"S"'),
    outbox: provider.webhooks,
    faults: provider.faults,
    calls: {
      createOrder: ['createOrder', 'createCashierOrder'],
      createRefund: 'createRefund',
      others: ['queryOrder', 'queryRefund'],
      namingMoney: ['queryOrder', 'createRefund', 'queryRefund'],
    },
    allowsConcurrentRefunds: true,
    received: () => provider.requests(),
    effects() {
      const { ordersCreated, refundsCreated } = provider.effects();
      return { orders: ordersCreated, refunds: refundsCreated, settlements: 0 };
    },
    order(random) {
      const cents = random.percent(25) ? random.pick(odd) : random.int(10, 99);
      const amount = decimalOf(BigInt(random.int(1, 500) * 100 + cents), 2);
      const presentation = random.pick(['QR_CODE', 'HOSTED_PAGE'] as const);
      return { amount: { amount, currency: 'BRL' }, method: { pix: { presentation } }, customer };
    },
    pay: (reference) => void provider.pay(reference),
    payer(random, reference) {
      const book = found(() => provider.order(reference));
      if (book?.status !== 'P') return null;
      if (random.percent(80)) return `pays: ${provider.pay(reference).status}`;
      refusedByBank.add(reference);
      return `is refused by the bank: ${provider.refuse(reference).status}`;
    },
    changeRefund(random, reference) {
      const book = found(() => provider.refund(reference));
      if (book?.status !== 'P') return null;
      return provider.advanceRefund(reference, random.percent(70) ? 'S' : 'F').status;
    },
    orderBook(reference) {
      const book = found(() => provider.order(reference));
      if (book === null) return null;
      // The payer pays fees on top, which are not refunded (docs/rules.md#what-is-refundable).
      const [paid, refundLimit] = [minor(book.payAmount, 2), minor(book.amount, 2)];
      switch (book.status) {
        case 'P':
          return { statuses: ['AWAITING_PAYMENT'], paid: null, refundLimit: null };
        case 'S':
          return { statuses: ['PAID'], paid, refundLimit };
        case 'F': {
          const isRefused = refusedByBank.has(reference) || book.amount.endsWith('.02');
          const statuses = endedStatuses(!isRefused, now(), book.expiresAt);
          return { statuses, paid: null, refundLimit: null };
        }
      }
    },
    refundBook(reference) {
      const book = found(() => provider.refund(reference));
      return book && { status: refundStatuses[book.status], amount: minor(book.amount, 2) };
    },
    settlementBook: () => null,
    abnormalBooks: () => [],
  } satisfies Counterpart;
};
