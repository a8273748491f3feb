import { add, decimal, multiply, roundHalfUp, toText } from '../../double/fields/decimal.ts';
import { amountForm, button, cashierDocument, copied, scannable } from '../../double/pages/cashier-page.ts';
import type { Status } from '../../double/pages/cashier-page.ts';
import { html } from '../../double/pages/html.ts';
import type { Html } from '../../double/pages/html.ts';
import type { Account, Deposit, Platform } from '../books.ts';
import { FAILED, IN_PROGRESS, localTime, PARTLY_PAID, SUCCESSFUL } from '../books.ts';
import { decline, expire, receive, TIMED_OUT } from '../deposits.ts';

const SURPLUS = decimal('5');
const HALF = decimal('0.5');
const OTHER_ACCOUNT = '999-0000000000';

export function orderByPage(platform: Platform, number: string): [Account, Deposit] | null {
  for (const account of platform.accounts.values()) {
    for (const deposit of account.deposits.values()) {
      if (deposit.platFormTradeNo === number) return [account, deposit];
    }
  }
  return null;
}

/** The hosted payment page, with buttons in place of a bank, a shop or a wallet. */
export async function cashierPage(
  platform: Platform,
  account: Account,
  deposit: Deposit,
): Promise<string> {
  const { country } = account;
  const { tradeNo, status, received, transfers } = deposit;
  const isOpen = status === IN_PROGRESS;
  const { about, how } = await instructions(platform, deposit);
  return cashierDocument({
    brand: { title: `Vexora ${country.name}`, color: '#8a3a12' },
    title: `Pay order ${tradeNo}`,
    about,
    amount: `${toText(deposit.amount)} ${country.currency}`,
    status: statusOf(deposit, account),
    how: isOpen ? how : null,
    payer: isOpen ? forms(deposit) : null,
    details: [
      ['Order', tradeNo],
      ['Received', `${toText(received ?? decimal('0'))} ${country.currency}`],
      transfers.length === 0 ? null : ['Payments', transfersOf(deposit)],
    ],
    backTo: deposit.returnUrl,
  });
}

function statusOf({ status, message, expiresAt }: Deposit, { country }: Account): Status {
  switch (status) {
    case SUCCESSFUL:
      return { text: 'Paid', tone: 'good', more: 'Thank you. You can close this page.' };
    case PARTLY_PAID:
      return { text: 'Partly paid', tone: 'good', more: 'Less came in than was asked for.' };
    case FAILED:
      return message === TIMED_OUT
        ? { text: 'Expired', tone: 'bad', more: 'The time to pay is over.' }
        : { text: 'Declined', tone: 'bad', more: 'Nothing was paid.' };
    default:
      return {
        text: 'Waiting for your payment',
        tone: 'wait',
        more: `To be paid until ${localTime(expiresAt, country)}`,
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
async function instructions(
  platform: Platform,
  deposit: Deposit,
): Promise<{ about: string; how: Html }> {
  const { channelCode, wayCode, payerAccounts, platFormTradeNo } = deposit;
  if (channelCode === 'STORE') {
    const shop = shops[wayCode] ?? wayCode;
    const how = html`<h2>Pay at ${shop}</h2>
      <p>Show the payment code at the counter, or enter it at the ibon machine.</p>
      ${copied(storeCode(platFormTradeNo), 'the payment code')}`;
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
    ${await scannable(`${platform.origin}/pay/${platFormTradeNo}`, 'the payment link')}`;
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

function storeCode(number: string): string {
  return `LLL${accountNumber(number).slice(0, 11)}`;
}

function forms({ payerAccounts }: Deposit): Html {
  const other = button('other', 'Pay from another account (comes back)');
  return html`<form method="post">
      ${button('exact', 'Pay exactly', 'main')} ${button('over', 'Pay too much (+5)')}
      ${button('under', 'Pay a part (half)')} ${payerAccounts.length === 0 ? [] : other}
      ${button('decline', 'Be declined')} ${button('expire', 'Let it expire')}
    </form>
    ${amountForm}`;
}

const transfersOf = ({ transfers }: Deposit): Html =>
  html`${transfers.map(
    ({ amount, from, outcome }) =>
      html`<div>
        ${amount}${from === null ? '' : ` from ${from}`}${outcome === 'COUNTED' ? '' : ', sent back'}
      </div>`,
  )}`;

/** Performs the action of a button. Throws an Error with a message for the page where it cannot be done. */
export function submitCashier(
  platform: Platform,
  account: Account,
  deposit: Deposit,
  form: URLSearchParams,
): void {
  const pay = (payment: Parameters<typeof receive>[3]): unknown =>
    receive(platform, account, deposit, payment);
  const { amount } = deposit;
  switch (form.get('action')) {
    case 'exact':
      pay({});
      return;
    case 'over':
      pay({ amount: toText(add(amount, SURPLUS)) });
      return;
    case 'under':
      pay({ amount: toText(roundHalfUp(multiply(amount, HALF), 0)) });
      return;
    case 'other':
      pay({ from: OTHER_ACCOUNT });
      return;
    case 'custom':
      pay({ amount: (form.get('amount') ?? '').trim() });
      return;
    case 'decline':
      decline(platform, account, deposit);
      return;
    case 'expire':
      expire(platform, account, deposit);
      return;
    default:
      throw new Error('unknown action');
  }
}
