import type { StablecoinBrand } from '../../../sandbox/stablecoin-platform/brands.ts';
import type { StablecoinProvider } from '../../../sandbox/stablecoin-platform/double.ts';
import { payoutAmount, randomAmount } from '../../crash/providers/amounts.ts';
import type { AbnormalTruth, CrashProvider, OrderTruth } from '../../crash/providers/provider.ts';

const tokens = ['ETH', 'TRX', 'SOL'].flatMap((chain) => [`${chain}_USDT`, `${chain}_USDC`]);

const ethereum = '0x9f9D96DAB48f2E67BF93CCc7Ece46e09D5e4a22C';
const addresses: Readonly<Record<string, string>> = {
  ETHEREUM: ethereum,
  TRON: 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t',
  SOLANA: 'Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB',
};

const operations = ['createOrder', 'createRefund', 'createSettlement', 'orderInfo'];

/** XCheckout and W Checkout. */
export const stablecoin = (name: StablecoinBrand): CrashProvider => ({
  name,
  operations,
  namingMoney: operations,
  settlesOrders: true,
  order(random) {
    const { whole } = randomAmount(random);
    const network = random.pick(['ETHEREUM', 'TRON', 'SOLANA']);
    return {
      amount: { amount: `${whole}.00`, currency: 'USD' },
      method: { stablecoin: { currency: random.pick(['USDT', 'USDC']), network } },
      expiresIn: random.pick([300, 600, 1800]),
    };
  },
  // XCheckout pays refunds to an address given with the request, W Checkout back to the payer.
  refund: (network) =>
    name === 'ANEXPAY_XCHECKOUT' ? { address: addresses[network ?? ''] ?? ethereum } : {},
  settlement: (random) => ({
    amount: { amount: payoutAmount(random), currency: 'USDT', network: 'ETHEREUM' },
    destination: { onChain: { address: ethereum } },
  }),
  play(sandbox) {
    const provider = sandbox.provider(name);
    return {
      open() {
        // It also notifies of new orders, mostly before the answer, which is slow.
        provider.switch({ announcesOrders: true });
        const account = (disabledTokens: readonly string[] = []) => {
          const { merchantId, ...keys } = provider.createMerchantAccount({ disabledTokens });
          return name === 'ANEXPAY_XCHECKOUT' ? keys : { ...keys, merchantId };
        };
        const unpayable = { config: account(tokens), isUnpayable: true };
        // One provider is enough: its orders go to the other account.
        return [...(name === 'ANEXPAY_XCHECKOUT' ? [unpayable] : []), { config: account() }];
      },
      setWebhookUrl: (config, url) => provider.setWebhookUrl(String(config['apiKey']), url),
      pay(number, how) {
        provider.pay(number, { full: {}, part: { amount: '1' }, over: { amount: '5000' } }[how]);
      },
      decline: (number) => void provider.expire(number),
      expire: (number) => void provider.expire(number),
      endRefund: (number, ends) =>
        void provider.advanceRefund(number, ends ? 'REFUNDED' : 'FAILED'),
      endSettlement(number, ends, random) {
        const to = ends ? 'SETTLED' : random.pick(['FAILED', 'REJECTED'] as const);
        provider.advanceSettlement(number, to);
      },
      order(number) {
        const snapshot = provider.order(number);
        if (snapshot.depositAddress === '-1') return null;
        const abnormalPayments = provider.abnormalPayments(number).map(abnormalTruth);
        return { snapshot, truth: { ...orderTruth(snapshot), abnormalPayments } };
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
      unpayableOrders: () => provider.unpayableOrders(),
    };
  },
});

type Order = ReturnType<StablecoinProvider['order']>;
type AbnormalPayment = ReturnType<StablecoinProvider['abnormalPayments']>[number];

/** A refund changes the order's status there, but not here: here it counts whether the order was paid. */
function orderTruth(order: Order): Omit<OrderTruth, 'abnormalPayments'> {
  const { status, everPaid, orderAmount: amount } = order;
  if (everPaid) {
    return { statuses: ['PAID'], amount, paid: order.payingAmount, limit: order.payingAmount };
  }
  const open = order.receivedAmount === '0' ? 'AWAITING_PAYMENT' : 'PARTIALLY_PAID';
  const unpaid: Readonly<Record<string, readonly string[]>> = {
    PAYING: [open],
    CANCELLED: ['CANCELED'],
    TIMEOUT: ['EXPIRED'],
  };
  return { statuses: unpaid[status] ?? [], amount, paid: null, limit: null };
}

const refundStatuses: Readonly<Record<ReturnType<StablecoinProvider['refund']>['status'], string>> =
  {
    PENDING_REFUND: 'PENDING',
    REFUNDING: 'PROCESSING',
    REFUNDED: 'SUCCEEDED',
    CANCELLED: 'CANCELED',
    FAILED: 'FAILED',
  };

const settlementStatuses: Readonly<
  Record<ReturnType<StablecoinProvider['settlement']>['status'], string>
> = {
  PENDING_SETTLEMENT: 'PENDING',
  SETTLING: 'PROCESSING',
  SETTLED: 'SUCCEEDED',
  CANCELLED: 'CANCELED',
  REJECTED: 'REJECTED',
  FAILED: 'FAILED',
};

const abnormalTypes: Readonly<Record<AbnormalPayment['type'], string>> = {
  OVER_PAID: 'OVERPAID',
  UNDER_PAID: 'UNDERPAID',
  LATE_PAYMENT: 'LATE',
};

const abnormalTruth = (payment: AbnormalPayment): AbnormalTruth => ({
  number: payment.abnormalPaymentNo,
  type: abnormalTypes[payment.type],
  status: payment.status === 'HANDLED' ? 'RESOLVED' : 'OPEN',
  received: payment.amount,
  pending: payment.pendingAmount,
});
