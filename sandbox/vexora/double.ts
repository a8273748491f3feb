import {
  accountOf,
  balanceText,
  declareDouble,
  decimal,
  hex,
  newBalance,
  snapshot,
  toText,
  ZERO,
} from '../double/index.ts';
import type { AccountRules, HandleOf } from '../double/index.ts';
import { api } from './api.ts';
import { callbacks } from './callbacks.ts';
import type { CountryName } from './countries.ts';
import { COUNTRIES } from './countries.ts';
import { decline, deposits, expire, receive } from './deposits.ts';
import type { Deposit, Payment } from './deposits.ts';
import { cashier, operator } from './pages.ts';
import { payouts } from './payouts.ts';
import type { Payout, SettlementTarget } from './payouts.ts';
import { releaseLater } from './platform.ts';
import type { VexoraAccount, VexoraPlatform } from './platform.ts';

export interface AccountOptions {
  /** Default: taiwan. */
  country?: CountryName | undefined;
  /** Default: the example wallets of the country. */
  wallets?: readonly string[] | undefined;
  /** The balance that can be paid out, as a decimal string. Default 1000000. */
  availableAmount?: string | undefined;
  /** Whether an IP address is limited to 10 orders and 3 payments a day. Default true. */
  ipLimits?: boolean | undefined;
}

const accounts: AccountRules<VexoraPlatform, AccountOptions> = {
  credentials: {
    merchantNo: ({ accounts: known }) => String(known.size + 1).padStart(10, '0'),
    appSecret: hex(16),
  },
  id: 'merchantNo',
  terms({ country = 'taiwan', wallets, availableAmount = '1000000', ipLimits = true }) {
    return {
      country,
      wallets: wallets ?? COUNTRIES[country].deposit.wallets,
      hasIpLimits: ipLimits,
      balance: newBalance(decimal(availableAmount)),
      unsettled: ZERO,
      declineNext: null,
    };
  },
};

export const vexora = declareDouble({
  name: 'VEXORA',
  title: 'Vexora',
  switches: { callbackOrigin: null },
  effects: {
    ordersCreated: 0,
    ordersPaid: 0,
    transfersReturned: 0,
    settlementsCreated: 0,
    settlementsSettled: 0,
  },
  accounts,
  kinds: [deposits, payouts],
  api,
  webhooks: callbacks,
  cashier,
  operator,
  // The base address of Taiwan. Pages exist under the origin and under the base address of a country.
  baseUrlOf: (origin) => `${origin}/taiwan`,
  operatorBase: /^\/[a-z]+(?=\/)/,
  resume: resumeRelease,
  controls: (platform: VexoraPlatform) => {
    const order = (tradeNo: string) => shownDeposit(deposits.get(platform, tradeNo));
    return {
      order,
      settlement: (tradeNo: string) => shownPayout(payouts.get(platform, tradeNo)),
      baseUrlOf: (country: CountryName) => `${platform.baseUrl}/${country}`,
      /** The payer pays. Throws where there is no such order, and for an invalid amount. */
      pay: (tradeNo: string, payment: Payment = {}) =>
        receive(platform, deposits.get(platform, tradeNo), payment),
      /** Declines an order. Throws where it has ended. */
      decline(tradeNo: string) {
        decline(platform, deposits.get(platform, tradeNo));
        return order(tradeNo);
      },
      /** The account's next order is accepted and declined at once. */
      declineNext(merchantNo: string, reason = 'mobile is not registered') {
        accountOf(platform, merchantNo).declineNext = reason;
      },
      /** Lets an order expire now, without moving the clock. */
      expire(tradeNo: string) {
        expire(platform, deposits.get(platform, tradeNo));
        return order(tradeNo);
      },
      /** Ends a settlement, by default as SUCCEEDED. Throws where it has ended. */
      advanceSettlement: (tradeNo: string, to?: SettlementTarget) =>
        shownPayout(payouts.advance(platform, tradeNo, to)),
      balance(merchantNo: string) {
        platform.clock.catchUp();
        const { balance, unsettled } = accountOf(platform, merchantNo);
        return { ...balanceText(balance), unsettled: toText(unsettled) };
      },
      /** Sends callbacks to this origin in place of that of `notifyUrl`. Null ends this. */
      redirectCallbacks(origin: string | null) {
        platform.switches.callbackOrigin = origin;
      },
    };
  },
  controlCalls: (bank) => ({
    order: (args) => bank.order(args.text('tradeNo')),
    settlement: (args) => bank.settlement(args.text('tradeNo')),
    pay: (args) =>
      bank.pay(args.text('tradeNo'), {
        amount: args.optionalText('amount'),
        from: args.optionalText('from'),
      }),
    decline: (args) => bank.decline(args.text('tradeNo')),
    declineNext: (args) => bank.declineNext(args.text('merchantNo'), args.optionalText('reason')),
    expire: (args) => bank.expire(args.text('tradeNo')),
    advanceSettlement: (args) =>
      bank.advanceSettlement(
        args.text('tradeNo'),
        args.optionalOneOf('to', ['SUCCEEDED', 'FAILED']),
      ),
    balance: (args) => bank.balance(args.text('merchantNo')),
  }),
});

export type VexoraProvider = HandleOf<typeof vexora>;

/** All that is not available yet was collected on one day, that of the last payment. */
function resumeRelease(platform: VexoraPlatform, account: VexoraAccount): void {
  if (account.unsettled.units === 0n) return;
  const times = [...deposits.of(account).values()].map(({ succeededAt }) => succeededAt ?? 0);
  releaseLater(platform, account, account.unsettled, Math.max(...times));
}

const shownDeposit = (deposit: Deposit) => ({
  ...snapshot(deposit),
  tradeNo: deposit.number,
  merchantNo: deposit.account.id,
});

const shownPayout = (payout: Payout) => ({
  ...snapshot(payout),
  tradeNo: payout.number,
  merchantNo: payout.account.id,
});
