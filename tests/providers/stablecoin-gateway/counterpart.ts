import type { StablecoinBrand } from '../../../sandbox/stablecoin-platform/brands.ts';
import type { StablecoinProvider } from '../../../sandbox/stablecoin-platform/double.ts';
import type { Random } from '../../simulation/random.ts';
import { decimalOf, found, minor } from '../../simulation/counterparts/counterpart.ts';
import type {
  Counterpart,
  OpenCounterpart,
  OrderBook,
} from '../../simulation/counterparts/counterpart.ts';

const tokens = [
  { currency: 'USDT', network: 'ETHEREUM', code: 'ETH_USDT' },
  { currency: 'USDC', network: 'TRON', code: 'TRX_USDC' },
  { currency: 'USDT', network: 'SOLANA', code: 'SOL_USDT' },
  { currency: 'WUSD', network: 'ETHEREUM', code: 'ETH_WUSD' },
] as const;

const addresses: Readonly<Record<string, string>> = {
  ETHEREUM: '0x9f9D96DAB48f2E67BF93CCc7Ece46e09D5e4a22C',
  TRON: 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t',
  SOLANA: 'Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB',
};

const queries = ['orderInfo', 'refundInfo', 'settlementInfo'];

const orderStatuses: Readonly<Record<string, string>> = {
  PAYING: 'AWAITING_PAYMENT',
  CANCELLED: 'CANCELED',
  TIMEOUT: 'EXPIRED',
};
const payoutStatuses: Readonly<Record<string, string>> = {
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
  (sandbox, random) => {
    const provider = sandbox.provider(name);
    const open = (disabledTokens: readonly string[] = []) => {
      const { merchantId, ...keys } = provider.createMerchantAccount({ disabledTokens });
      return {
        config:
          name === 'W_CHECKOUT'
            ? { wCheckout: { ...keys, merchantId } }
            : { anexpayXcheckout: keys },
        setWebhookUrl: (url: string) => provider.setWebhookUrl(keys.apiKey, url),
      };
    };
    // It takes the order, and has no address for the payer. Made first: the books are those of the younger account.
    const spare = open(tokens.map(({ code }) => code));
    provider.switch({
      announcesOrders: random.percent(50),
      showsUnreserved: random.percent(30),
    });
    return {
      ...open(),
      name,
      baseUrl: provider.baseUrl,
      spare: () => spare,
      clockTolerance: 100_000,
      outbox: provider.webhooks,
      faults: provider.faults,
      calls: {
        createOrder: ['createOrder'],
        cancelOrder: 'cancelOrder',
        createRefund: 'createRefund',
        refundAbnormalPayment: 'refundAbnormalPayment',
        createSettlement: 'createSettlement',
        others: ['token', ...queries, 'abnormalPaymentList'],
        namingMoney: ['createOrder', 'createRefund', 'createSettlement', ...queries],
      },
      asIfDone: (body) =>
        body
          .replace(/"orderStatus":"\w+"/, '"orderStatus":"PAID"')
          .replace(/"refundStatus":"\w+"/, '"refundStatus":"REFUNDED"')
          .replace(/"settlementStatus":"\w+"/, '"settlementStatus":"SETTLED"'),
      received: () => provider.requests(),
      effects() {
        const { ordersCreated, refundsCreated, settlementsCreated } = provider.effects();
        const orders = ordersCreated - provider.unpayableOrders();
        return { orders, refunds: refundsCreated, settlements: settlementsCreated };
      },
      allowsConcurrentRefunds: false,
      hasPortal: true,
      order(random) {
        const { currency, network } = random.pick(tokens);
        const cents = BigInt(random.int(1, 50_000));
        return {
          amount: { amount: decimalOf(cents, 2), currency: 'USD' },
          method: { stablecoin: { currency, network } },
          expiresIn: random.percent(50) ? null : random.int(60, 7_200),
        };
      },
      settlement(random, { request: { method } }) {
        if (method.type !== 'STABLECOIN') throw new Error('an order without a token');
        const { currency, network } = method;
        const amount = decimalOf(BigInt(random.int(1, 50_000)), 2);
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
      payer: (random, reference) => pay(provider, random, reference),
      changeRefund: (random, reference, toItsEnd) =>
        changeRefund(provider, random, reference, toItsEnd),
      changeSettlement: (random, reference, toItsEnd) =>
        changeSettlement(provider, random, reference, toItsEnd),
      orderBook: (reference) => orderBook(provider, reference),
      refundBook(reference) {
        const book = found(() => provider.refund(reference));
        if (book === null) return null;
        const amount = minor(book.amount, decimalsOf(book.token));
        return { status: payoutStatuses[book.status] ?? book.status, amount };
      },
      settlementBook(reference) {
        const book = found(() => provider.settlement(reference));
        if (book === null) return null;
        const amount = minor(book.amount, decimalsOf(book.token));
        return { status: payoutStatuses[book.status] ?? book.status, amount };
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

/** Also null where the account that has it cannot be paid in its token: that does not count as an order. */
function payable(provider: StablecoinProvider, reference: string) {
  const book = found(() => provider.order(reference));
  return book?.depositAddress === '-1' ? null : book;
}

function orderBook(provider: StablecoinProvider, reference: string): OrderBook | null {
  const book = payable(provider, reference);
  if (book === null) return null;
  const status = orderStatuses[book.status] ?? 'PAID';
  const due = minor(book.payingAmount, decimalsOf(book.token));
  const paid = status === 'PAID' ? due : null;
  return { statuses: [status], paid, refundLimit: paid };
}

function pay(provider: StablecoinProvider, random: Random, reference: string): string | null {
  const book = payable(provider, reference);
  if (book === null) return null;
  const decimals = decimalsOf(book.token);
  const whole = minor(book.payingAmount, decimals);
  const send = (what: string, amount?: bigint): string => {
    const sent = amount === undefined ? {} : { amount: decimalOf(amount, decimals) };
    return `${what}: ${provider.pay(reference, sent).amount} at ${book.status}`;
  };
  // Cents of the token, so that parts sometimes add up to the whole.
  const cent = 10n ** BigInt(decimals - 2);
  const cents = Number(whole / cent);
  return random
    .weighted([
      { weight: 6, run: () => send('pays what is due') },
      { weight: 3, run: () => send('pays a part', BigInt(random.int(1, cents)) * cent) },
      { weight: 2, run: () => send('pays too much', whole + BigInt(random.int(1, 500)) * cent) },
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

function changeRefund(
  provider: StablecoinProvider,
  random: Random,
  reference: string,
  toItsEnd: boolean,
): string | null {
  const book = found(() => provider.refund(reference));
  if (book === null || !['PENDING_REFUND', 'REFUNDING'].includes(book.status)) return null;
  const ends = random.percent(70) ? 'REFUNDED' : 'FAILED';
  const isStep = !toItsEnd && book.status === 'PENDING_REFUND' && random.percent(50);
  return provider.advanceRefund(reference, isStep ? 'REFUNDING' : ends).status;
}

function changeSettlement(
  provider: StablecoinProvider,
  random: Random,
  reference: string,
  toItsEnd: boolean,
): string | null {
  const book = found(() => provider.settlement(reference));
  if (book === null || !['PENDING_SETTLEMENT', 'SETTLING'].includes(book.status)) return null;
  const isNew = book.status === 'PENDING_SETTLEMENT';
  const ends = random.pick(['SETTLED', 'SETTLED', 'FAILED', isNew ? 'REJECTED' : 'SETTLED']);
  const isStep = !toItsEnd && isNew && random.percent(50);
  return provider.advanceSettlement(reference, isStep ? 'SETTLING' : (ends as 'SETTLED')).status;
}
