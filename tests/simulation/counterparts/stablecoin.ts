import type { SandboxedProvider, StablecoinBrand } from '../../../src/sandbox/sandbox.ts';
import type { Chance } from '../chance.ts';
import { decimalOf, found, minor } from './counterpart.ts';
import type { Counterpart, OpenCounterpart, OrderBook } from './counterpart.ts';

const tokens = [
  { currency: 'USDT', network: 'ETHEREUM', decimals: 6 },
  { currency: 'USDC', network: 'TRON', decimals: 6 },
  { currency: 'USDT', network: 'SOLANA', decimals: 6 },
  { currency: 'WUSD', network: 'ETHEREUM', decimals: 18 },
] as const;

const addresses: Readonly<Record<string, string>> = {
  ETHEREUM: '0x9f9D96DAB48f2E67BF93CCc7Ece46e09D5e4a22C',
  TRON: 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t',
  SOLANA: 'Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB',
};

const orderWords: Readonly<Record<string, string>> = {
  PAYING: 'AWAITING_PAYMENT',
  CANCELLED: 'CANCELED',
  TIMEOUT: 'EXPIRED',
};
const payoutWords: Readonly<Record<string, string>> = {
  PENDING_REFUND: 'PENDING',
  PENDING_SETTLEMENT: 'PENDING',
  REFUNDING: 'PROCESSING',
  SETTLING: 'PROCESSING',
  REFUNDED: 'SUCCEEDED',
  SETTLED: 'SUCCEEDED',
  CANCELLED: 'CANCELED',
  FAILED: 'FAILED',
  REJECTED: 'REJECTED',
};
const abnormalTypes: Readonly<Record<string, string>> = {
  OVER_PAID: 'OVERPAID',
  UNDER_PAID: 'UNDERPAID',
  LATE_PAYMENT: 'LATE',
};

const decimalsOf = (token: string): number => (token.endsWith('WUSD') ? 18 : 6);

/** XCheckout and W Checkout. */
export const stablecoin =
  (name: StablecoinBrand): OpenCounterpart =>
  (sandbox) => {
    const provider = sandbox.provider(name);
    const { merchantId, ...keys } = provider.createMerchantAccount();
    return {
      name,
      baseUrl: provider.baseUrl,
      config:
        name === 'W_CHECKOUT' ? { wCheckout: { ...keys, merchantId } } : { anexpayXcheckout: keys },
      postbox: provider.webhooks,
      faults: provider.faults,
      calls: {
        createOrder: ['createOrder'],
        cancelOrder: 'cancelOrder',
        createRefund: 'createRefund',
        refundAbnormalPayment: 'refundAbnormalPayment',
        createSettlement: 'createSettlement',
        others: ['token', 'orderInfo', 'refundInfo', 'settlementInfo', 'abnormalPaymentList'],
      },
      received: () =>
        provider.requests().map(({ operation, retcode }) => ({ operation, code: retcode })),
      effects() {
        const { ordersCreated, refundsCreated, settlementsCreated } = provider.effects();
        return { orders: ordersCreated, refunds: refundsCreated, settlements: settlementsCreated };
      },
      takesRefundsAtOnce: false,
      hasPortal: true,
      tellTo: (url) => provider.setWebhookUrl(keys.apiKey, url),
      order(chance) {
        const { currency, network } = chance.pick(tokens);
        const cents = BigInt(chance.int(1, 50_000));
        return {
          amount: { amount: decimalOf(cents, 2), currency: 'USD' },
          method: { stablecoin: { currency, network } },
          expiresIn: chance.percent(50) ? null : chance.int(60, 7_200),
        };
      },
      settlement(chance, { request: { method } }) {
        if (method.type !== 'STABLECOIN') throw new Error('an order without a token');
        const { currency, network } = method;
        const amount = decimalOf(BigInt(chance.int(1, 50_000)), 2);
        const address = addresses[network] ?? '';
        return { amount: { amount, currency, network }, destination: { onChain: { address } } };
      },
      ...(name === 'ANEXPAY_XCHECKOUT'
        ? {
            refundAddress: ({ request: { method } }) =>
              method.type === 'STABLECOIN' ? (addresses[method.network] ?? '') : '',
          }
        : {}),
      pay(reference, withSurplus) {
        const { payingAmount } = provider.order(reference);
        provider.pay(reference, withSurplus ? { amount: `1${payingAmount}` } : {});
      },
      payer: (chance, reference) => pay(provider, chance, reference),
      moveRefund: (chance, reference, toItsEnd) =>
        moveRefund(provider, chance, reference, toItsEnd),
      moveSettlement: (chance, reference, toItsEnd) =>
        moveSettlement(provider, chance, reference, toItsEnd),
      orderBook: (reference) => orderBook(provider, reference),
      refundBook(reference) {
        const book = found(() => provider.refund(reference));
        if (book === null) return null;
        const amount = minor(book.amount, decimalsOf(book.token));
        return { word: payoutWords[book.status] ?? book.status, amount };
      },
      settlementBook(reference) {
        const book = found(() => provider.settlement(reference));
        if (book === null) return null;
        const amount = minor(book.amount, decimalsOf(book.token));
        return { word: payoutWords[book.status] ?? book.status, amount };
      },
      abnormalBooks: (reference) =>
        (found(() => provider.abnormalPayments(reference)) ?? []).map((book) => ({
          number: book.abnormalPaymentNo,
          type: abnormalTypes[book.type] ?? book.type,
          received: minor(book.amount, decimalsOf(book.token)),
          pending: minor(book.pendingAmount, decimalsOf(book.token)),
        })),
    } satisfies Counterpart;
  };

function orderBook(provider: SandboxedProvider, reference: string): OrderBook | null {
  const book = found(() => provider.order(reference));
  if (book === null) return null;
  const word = orderWords[book.status] ?? 'PAID';
  const due = minor(book.payingAmount, decimalsOf(book.token));
  const paid = word === 'PAID' ? due : null;
  return { words: [word], paid, refundLimit: paid };
}

function pay(provider: SandboxedProvider, chance: Chance, reference: string): string | null {
  const book = found(() => provider.order(reference));
  if (book === null) return null;
  const decimals = decimalsOf(book.token);
  const whole = minor(book.payingAmount, decimals);
  const send = (what: string, amount?: bigint): string => {
    const sent = amount === undefined ? {} : { amount: decimalOf(amount, decimals) };
    return `${what}: ${provider.pay(reference, sent).amount} at ${book.status}`;
  };
  // Cents of the token, so that parts add up to the whole now and then.
  const cent = 10n ** BigInt(decimals - 2);
  const cents = Number(whole / cent);
  return chance
    .weighted([
      { weight: 6, run: () => send('pays what is due') },
      { weight: 3, run: () => send('pays a part', BigInt(chance.int(1, cents)) * cent) },
      { weight: 2, run: () => send('pays too much', whole + BigInt(chance.int(1, 500)) * cent) },
      {
        weight: 1,
        run: () => {
          const token = book.token === 'ETH_USDC' ? 'ETH_USDT' : 'ETH_USDC';
          provider.pay(reference, { token });
          return `pays in ${token}`;
        },
      },
    ])
    .run();
}

function moveRefund(
  provider: SandboxedProvider,
  chance: Chance,
  reference: string,
  toItsEnd: boolean,
): string | null {
  const book = found(() => provider.refund(reference));
  if (book === null || !['PENDING_REFUND', 'REFUNDING'].includes(book.status)) return null;
  const ends = chance.percent(70) ? 'REFUNDED' : 'FAILED';
  const isStep = !toItsEnd && book.status === 'PENDING_REFUND' && chance.percent(50);
  return provider.advanceRefund(reference, isStep ? 'REFUNDING' : ends).status;
}

function moveSettlement(
  provider: SandboxedProvider,
  chance: Chance,
  reference: string,
  toItsEnd: boolean,
): string | null {
  const book = found(() => provider.settlement(reference));
  if (book === null || !['PENDING_SETTLEMENT', 'SETTLING'].includes(book.status)) return null;
  const isNew = book.status === 'PENDING_SETTLEMENT';
  const ends = chance.pick(['SETTLED', 'SETTLED', 'FAILED', isNew ? 'REJECTED' : 'SETTLED']);
  const isStep = !toItsEnd && isNew && chance.percent(50);
  return provider.advanceSettlement(reference, isStep ? 'SETTLING' : (ends as 'SETTLED')).status;
}
