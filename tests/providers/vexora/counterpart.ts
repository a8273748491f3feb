import type { VexoraProvider } from '../../../sandbox/vexora/double.ts';
import type { Random } from '../../simulation/random.ts';
import { endedStatuses, found, minor } from '../../simulation/counterparts/counterpart.ts';
import type {
  Counterpart,
  OpenCounterpart,
  OrderBook,
} from '../../simulation/counterparts/counterpart.ts';

const customer = {
  firstName: '小明',
  lastName: '王',
  email: 'payer@example.test',
  phone: '0912345678',
  ipAddress: '203.0.113.7',
  postcode: '100',
  address: '1 Test Road, Taipei',
};
const listed = { bankCode: '808', accountNumber: '0358988888888' };

const payoutStatuses: Readonly<Record<string, string>> = {
  '0015': 'PROCESSING',
  '0000': 'SUCCEEDED',
  '00029': 'FAILED',
};

/** Taiwan: whole dollars. */
/** It gives no refunds. */
export const raceShare = 0;

export const counterpart: OpenCounterpart = (sandbox) => {
  const provider = sandbox.provider('VEXORA');
  const open = () => ({
    config: { vexora: { ...provider.createMerchantAccount(), eWalletCodes: ['LINEPAY'] } },
  });
  const now = () => sandbox.clock.now();
  return {
    name: 'VEXORA',
    baseUrl: provider.baseUrl,
    ...open(),
    spare: open,
    clockTolerance: 600_000,
    isNotice: () => true,
    outbox: provider.webhooks,
    faults: provider.faults,
    calls: {
      createOrder: ['checkout'],
      createSettlement: 'disbursements',
      others: ['queryPayInResult', 'queryPayOutResult', 'queryBalance'],
      namingMoney: ['queryPayOutResult'],
    },
    allowsConcurrentRefunds: false,
    received: () => provider.requests(),
    effects() {
      const { ordersCreated, settlementsCreated } = provider.effects();
      return { orders: ordersCreated, refunds: 0, settlements: settlementsCreated };
    },
    order: (random) => ({
      amount: { amount: String(random.int(1, 30_000)), currency: 'TWD' },
      method: random.pick([
        { bankTransfer: { payerAccounts: [listed] } },
        { convenienceStore: { chain: '711' } },
        { eWallet: { wallet: 'LINEPAY' } },
      ]),
      customer,
    }),
    settlement: (random) => ({
      amount: { amount: String(random.int(100, 30_000)), currency: 'TWD' },
      destination: {
        bankAccount: {
          bankCode: '808',
          accountNumber: '0358988888888',
          holderName: '王小明',
          phone: '0912345678',
          email: 'payee@example.test',
        },
      },
    }),
    pay: (reference) => void provider.pay(reference),
    payer: (random, reference) => pay(provider, random, reference),
    changeSettlement(random, reference) {
      const book = found(() => provider.settlement(reference));
      if (book?.status !== '0015') return null;
      const to = random.percent(70) ? 'SUCCEEDED' : 'FAILED';
      return provider.advanceSettlement(reference, to).status;
    },
    orderBook: (reference) => orderBook(provider, reference, now()),
    refundBook: () => null,
    settlementBook(reference) {
      const book = found(() => provider.settlement(reference));
      if (book === null) return null;
      return { status: payoutStatuses[book.status] ?? book.status, amount: minor(book.amount, 0) };
    },
    abnormalBooks: () => [],
  } satisfies Counterpart;
};

function orderBook(provider: VexoraProvider, reference: string, now: number): OrderBook | null {
  const book = found(() => provider.order(reference));
  if (book === null) return null;
  const paid = book.received === null ? null : minor(book.received, 0);
  switch (book.status) {
    case '0000':
      return { statuses: ['PAID'], paid, refundLimit: paid };
    case '0001':
      return { statuses: ['PARTIALLY_PAID'], paid, refundLimit: null };
    case '0015':
      return { statuses: ['AWAITING_PAYMENT'], paid: null, refundLimit: null };
    case '00029':
      return {
        statuses: endedStatuses(book.message.includes('timed out'), now, book.expiresAt),
        paid: null,
        refundLimit: null,
      };
  }
}

function pay(provider: VexoraProvider, random: Random, reference: string): string | null {
  const book = found(() => provider.order(reference));
  if (book === null) return null;
  const whole = Number(book.amount);
  const send = (what: string, amount: number, from?: string): string => {
    const sent = provider.pay(reference, { amount: String(amount), from });
    return `${what}: ${sent.amount} ${sent.outcome}`;
  };
  const isOpen = book.status === '0015';
  return random
    .weighted([
      { weight: 6, run: () => send('pays what is due', whole) },
      { weight: 2, run: () => send('pays a part', random.int(1, whole)) },
      { weight: 2, run: () => send('pays too much', whole + random.int(1, 500)) },
      { weight: 1, run: () => send('pays from another account', whole, '808-1111111111111') },
      { weight: isOpen ? 2 : 0, run: () => `is declined: ${provider.decline(reference).status}` },
    ])
    .run();
}
