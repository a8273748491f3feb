import { add, decimal, multiply, roundHalfUp, toText } from '../../decimal.ts';
import { html, page } from '../../html.ts';
import type { Html } from '../../html.ts';
import { qrImage } from '../../qr-image.ts';
import type { Account, Deposit, Platform } from '../books.ts';
import { FAILED, IN_PROGRESS, localTime, SUCCESSFUL } from '../books.ts';
import { decline, expire, receive } from '../deposits.ts';

const SURPLUS = decimal('5');
const HALF = decimal('0.5');
const OTHER_ACCOUNT = '999-0000000000';
const QR_PIXELS = 200;

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
  const { currency } = account.country;
  const body = html` <section>
      <h1>Vexora ${account.country.name} · sandbox cashier</h1>
      <div class="amount">${toText(deposit.amount)} ${currency}</div>
      <span class="status ${toneOf(deposit)}">${deposit.status} ${deposit.message}</span>
      <dl>
        <dt>Order</dt>
        <dd>${deposit.tradeNo}</dd>
        <dt>Received</dt>
        <dd>${toText(deposit.received ?? decimal('0'))} ${currency}</dd>
        <dt>To be paid until</dt>
        <dd>${localTime(deposit.expiresAt, account.country)}</dd>
        ${await instructions(platform, deposit)}
      </dl>
    </section>
    ${deposit.status === IN_PROGRESS ? forms(deposit) : []} ${transfers(deposit)}
    <footer><a href="">Refresh</a> ${linkBack(deposit)}</footer>`;
  return page(`Pay order ${deposit.tradeNo}`, body);
}

/** The payer's instructions, by kind of channel. */
async function instructions(platform: Platform, deposit: Deposit): Promise<Html> {
  const { channelCode, wayCode, payerAccounts, platFormTradeNo } = deposit;
  if (channelCode === 'STORE') {
    return html`<dt>Pay at</dt>
      <dd>${wayCode === '711' ? '7-ELEVEN' : wayCode}, at the counter or the ibon machine</dd>
      <dt>Payment code</dt>
      <dd><code>${storeCode(platFormTradeNo)}</code></dd>`;
  }
  if (channelCode === 'NET_BANKING' || channelCode === 'VA') {
    return html`<dt>Transfer to</dt>
      <dd>Bank <code>808</code>, account <code>${accountNumber(platFormTradeNo)}</code></dd>
      ${
        payerAccounts.length === 0
          ? []
          : html`<dt>Only from</dt>
              <dd>${payerAccounts.map((one) => html`<code>${one}</code> `)}</dd>`
      }`;
  }
  const link = `${platform.origin}/pay/${platFormTradeNo}`;
  return html`<dt>Wallet</dt>
    <dd>${wayCode === '' ? channelCode : wayCode}</dd>
    <dt>Scan</dt>
    <dd>${await qrImage(link, QR_PIXELS)}</dd>`;
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

function button(action: string, label: string, kind = ''): Html {
  return html`<button class="${kind}" name="action" value="${action}">${label}</button>`;
}

function forms({ payerAccounts }: Deposit): Html {
  const other = button('other', 'Pay from another account (comes back)');
  return html` <section>
      <h2>Play the payer</h2>
      <form method="post">
        ${button('exact', 'Pay exactly', 'main')} ${button('over', 'Pay too much (+5)')}
        ${button('under', 'Pay a part (half)')} ${payerAccounts.length === 0 ? [] : other}
        ${button('decline', 'Be declined')} ${button('expire', 'Let it expire')}
      </form>
    </section>
    <section>
      <form method="post">
        <input
          name="amount"
          inputmode="decimal"
          required
          pattern="[0-9]+([.][0-9]+)?"
          aria-label="Amount"
          placeholder="Amount"
        />
        ${button('custom', 'Pay this amount')}
      </form>
    </section>`;
}

function transfers({ transfers }: Deposit): Html {
  if (transfers.length === 0) return html``;
  const rows = transfers.map(
    ({ amount, from, outcome }) =>
      html`<tr>
        <td>${amount}</td>
        <td>${from ?? '–'}</td>
        <td>${outcome === 'COUNTED' ? 'counted' : 'sent back'}</td>
      </tr>`,
  );
  return html`<section>
    <h2>Payments</h2>
    <table>
      ${rows}
    </table>
  </section>`;
}

function linkBack({ returnUrl }: Deposit): Html {
  if (returnUrl === null) return html``;
  return html` · <a href="${returnUrl}" rel="noreferrer">Back to the merchant</a>`;
}

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

function toneOf({ status }: Deposit): 'good' | 'bad' | '' {
  if (status === SUCCESSFUL) return 'good';
  return status === FAILED ? 'bad' : '';
}
