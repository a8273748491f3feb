import {
  add,
  copied,
  decimal,
  html,
  multiply,
  operatorTable,
  roundHalfUp,
  scannable,
  toText,
  ZERO,
} from '../double/index.ts';
import type { CashierRules, Decimal, Html, OperatorRules, Status } from '../double/index.ts';
import { decline, deposits, expire, receive, timedOut } from './deposits.ts';
import type { Deposit } from './deposits.ts';
import { payouts } from './payouts.ts';
import { countryOf, FAILED, IN_PROGRESS, localTime, PARTLY_PAID, SUCCESSFUL } from './platform.ts';
import type { Trade, VexoraPlatform } from './platform.ts';

const surplus = decimal('5');
const half = decimal('0.5');
const otherAccount = '999-0000000000';

/** The hosted payment page, with buttons in place of a bank, a shop or a wallet. */
export const cashier: CashierRules<VexoraPlatform, Deposit> = {
  of: deposits,
  path: /^(?:\/[a-z]+)?\/pay\/([a-z0-9]+)$/,
  pageOf: ({ platFormTradeNo }) => platFormTradeNo,
  async show(_, deposit) {
    const { account, number, status, received, transfers } = deposit;
    const { name, currency } = countryOf(account);
    const { about, how } = await instructions(deposit);
    return {
      brand: { title: `Vexora ${name}`, color: '#8a3a12' },
      title: `Pay order ${number}`,
      about,
      amount: money(deposit),
      status: statusOf(deposit),
      how: status === IN_PROGRESS ? how : null,
      details: [
        ['Order', number],
        ['Received', `${toText(received ?? ZERO)} ${currency}`],
        transfers.length === 0 ? null : ['Payments', transfersOf(deposit)],
      ],
      backTo: deposit.returnUrl,
    };
  },
  buttons({ status, payerAccounts }) {
    if (status !== IN_PROGRESS) return [];
    const [exact, over, under, other, ...ends] = buttons;
    return [exact, over, under, ...(payerAccounts.length === 0 ? [] : [other]), ...ends];
  },
  payAmount: (platform, deposit, amount) => void receive(platform, deposit, { amount }),
};

type Button = ReturnType<typeof cashier.buttons>[number];

const payButton = (
  action: string,
  label: string,
  payment: (due: Decimal) => Parameters<typeof receive>[2],
): Button => ({
  action,
  label,
  press: (platform, deposit) => void receive(platform, deposit, payment(deposit.amount)),
});

const buttons: readonly [Button, Button, Button, Button, Button, Button] = [
  payButton('exact', 'Pay exactly', () => ({})),
  payButton('over', 'Pay too much (+5)', (due) => ({ amount: toText(add(due, surplus)) })),
  payButton('under', 'Pay a part (half)', (due) => ({
    amount: toText(roundHalfUp(multiply(due, half), 0)),
  })),
  payButton('other', 'Pay from another account (comes back)', () => ({ from: otherAccount })),
  { action: 'decline', label: 'Be declined', press: decline },
  { action: 'expire', label: 'Let it expire', press: expire },
];

const money = ({ amount, account }: Trade): string =>
  `${toText(amount)} ${countryOf(account).currency}`;

function statusOf({ status, message, expiresAt, account }: Deposit): Status {
  switch (status) {
    case SUCCESSFUL:
      return { text: 'Paid', tone: 'good', more: 'Thank you. You can close this page.' };
    case PARTLY_PAID:
      return { text: 'Partly paid', tone: 'good', more: 'Less came in than was asked for.' };
    case FAILED:
      return message === timedOut
        ? { text: 'Expired', tone: 'bad', more: 'The time to pay is over.' }
        : { text: 'Declined', tone: 'bad', more: 'Nothing was paid.' };
    case IN_PROGRESS:
      return {
        text: 'Waiting for your payment',
        tone: 'wait',
        more: `To be paid until ${localTime(expiresAt, countryOf(account))}`,
      };
  }
}

const shops: Readonly<Record<string, string>> = { 711: '7-ELEVEN' };
const wallets: Readonly<Record<string, string>> = {
  LINEPAY: 'LINE Pay',
  KAKAOPAY: 'KakaoPay',
  TOSSPAY: 'Toss Pay',
  SAMSUNGPAY: 'Samsung Pay',
  NAVERPAY: 'Naver Pay',
};

/** The payer's instructions, by kind of channel. */
async function instructions(deposit: Deposit): Promise<{ about: string; how: Html }> {
  const { channelCode, wayCode, payerAccounts, platFormTradeNo, paymentUrl } = deposit;
  if (channelCode === 'STORE') {
    const shop = shops[wayCode] ?? wayCode;
    const how = html`<h2>Pay at ${shop}</h2>
      <p>Show the payment code at the counter, or enter it at the ibon machine.</p>
      ${copied(`LLL${accountNumber(platFormTradeNo).slice(0, 11)}`, 'the payment code')}`;
    return { about: `To pay at ${shop}`, how };
  }
  if (channelCode === 'NET_BANKING' || channelCode === 'VA') {
    const only = payerAccounts.map((one) => html` <code>${one}</code>`);
    const how = html`<h2>Transfer to this account</h2>
      <p>Bank <code>808</code>, account number:</p>
      ${copied(accountNumber(platFormTradeNo), 'the account number')}
      ${only.length === 0 ? [] : html`<p>Only from${only}. Other transfers come back.</p>`}`;
    return { about: 'To pay by bank transfer', how };
  }
  const code = wayCode === '' ? channelCode : wayCode;
  const wallet = wallets[code] ?? code;
  const how = html`<h2>Scan with ${wallet}</h2>
    ${await scannable(paymentUrl, 'the payment link')}`;
  return { about: `To pay with ${wallet}`, how };
}

/** An account number of 14 digits, derived from the number of the order. */
function accountNumber(number: string): string {
  return number
    .split('')
    .map((letter) => parseInt(letter, 36) % 10)
    .join('')
    .slice(0, 14);
}

const transfersOf = ({ transfers }: Deposit): Html =>
  html`${transfers.map(
    ({ amount, from, outcome }) =>
      html`<div>
        ${amount}${from === null ? '' : ` from ${from}`}${outcome === 'COUNTED' ? '' : ', sent back'}
      </div>`,
  )}`;

export const operator: OperatorRules<VexoraPlatform> = {
  tables: [
    operatorTable('Disbursements', payouts, {
      Number: ({ number }) => number,
      To: ({ beneficiary }) => html`<code>${Object.values(beneficiary).join(' · ')}</code>`,
      Amount: money,
    }),
    operatorTable(
      'Orders',
      deposits,
      {
        Number: ({ number }) => number,
        Channel: ({ channelCode, wayCode }) => `${channelCode} ${wayCode}`,
        Amount: money,
      },
      ({ platFormTradeNo }) => ({ href: `/pay/${platFormTradeNo}`, label: 'Cashier' }),
    ),
  ],
  accounts: {
    title: 'Balances',
    columns: {
      Merchant: (account) => `${account.id} ${countryOf(account).currency}`,
      Available: ({ balance }) => toText(balance.available),
      Frozen: ({ balance }) => toText(balance.frozen),
      Unsettled: ({ unsettled }) => toText(unsettled),
    },
  },
};
