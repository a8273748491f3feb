import type { VexoraProvider } from '../../../sandbox/vexora/double.ts';
import { payoutAmount, randomAmount } from '../../crash/providers/amounts.ts';
import type { CrashProvider } from '../../crash/providers/provider.ts';

const customer = {
  firstName: 'Asha',
  lastName: 'Rao',
  email: 'asha@example.com',
  phone: '0912345678',
  ipAddress: '203.0.113.7',
  postcode: '100',
  address: '1 Test Road, Taipei',
};

const bankTransfer = { payerAccounts: [{ bankCode: '808', accountNumber: '0368988888888' }] };

type Order = ReturnType<VexoraProvider['order']>;

const orderStatuses: Readonly<Record<Order['status'], readonly string[]>> = {
  '0000': ['PAID'],
  '0001': ['PARTIALLY_PAID'],
  '0015': ['AWAITING_PAYMENT'],
  '00029': ['FAILED', 'EXPIRED'],
};

const settlementStatuses: Readonly<Record<string, string>> = {
  '0000': 'SUCCEEDED',
  '0015': 'PROCESSING',
  '00029': 'FAILED',
};

/** Taiwan: whole dollars, and no refunds. */
export const crash: CrashProvider = {
  name: 'VEXORA',
  operations: ['checkout', 'disbursements', 'queryPayInResult'],
  namingMoney: ['queryPayOutResult'],
  referenceOf: (webhook) => (JSON.parse(webhook) as { tradeNo?: string }).tradeNo,
  order(random) {
    const { whole } = randomAmount(random);
    return {
      amount: { amount: String(whole + 100), currency: 'TWD' },
      method: random.pick([
        { bankTransfer },
        { convenienceStore: { chain: '711' } },
        { eWallet: { wallet: random.pick(['LINEPAY', 'JKOPAY']) } },
      ]),
      customer,
    };
  },
  settlement: (random) => ({
    amount: { amount: payoutAmount(random), currency: 'TWD' },
    destination: {
      bankAccount: {
        bankCode: '004',
        accountNumber: '3560123456789012',
        holderName: 'Wang Xiaoming',
        phone: '0912345678',
        email: 'payee@example.test',
      },
    },
  }),
  play(sandbox) {
    const provider = sandbox.provider('VEXORA');
    return {
      open() {
        const keys = provider.createMerchantAccount({ ipLimits: false });
        return [{ config: { ...keys, eWalletCodes: ['LINEPAY', 'JKOPAY'] } }];
      },
      pay(number, how) {
        provider.pay(number, { full: {}, part: { amount: '1' }, over: { amount: '5000' } }[how]);
      },
      decline: (number) => void provider.decline(number),
      expire: (number) => void provider.expire(number),
      endSettlement: (number, ends) =>
        void provider.advanceSettlement(number, ends ? 'SUCCEEDED' : 'FAILED'),
      order(number) {
        const snapshot = provider.order(number);
        const { amount, received: paid, status } = snapshot;
        const statuses = orderStatuses[status];
        return { snapshot, truth: { statuses, amount, paid, limit: null, abnormalPayments: [] } };
      },
      settlement(number) {
        const snapshot = provider.settlement(number);
        const { amount, status } = snapshot;
        return { snapshot, truth: { status: settlementStatuses[status] ?? status, amount } };
      },
    };
  },
};
