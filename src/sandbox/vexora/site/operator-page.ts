import { toText } from '../../decimal.ts';
import type { Html } from '../../html.ts';
import { html, page } from '../../html.ts';
import type { Account, Deposit, Payout, Platform } from '../books.ts';
import { IN_PROGRESS } from '../books.ts';
import { advance } from '../payouts.ts';

const ROWS = 100;

/** Payouts, orders and balances of all accounts, newest first, with a button for each legal move. */
export function operatorPage(platform: Platform): string {
  const accounts = [...platform.accounts.values()];
  const payouts = newest(accounts, ({ payouts }) => payouts.values());
  const deposits = newest(accounts, ({ deposits }) => deposits.values());
  const body = html` <h1>Vexora · sandbox operator</h1>
    <section>
      <h2>Disbursements</h2>
      ${table(['Number', 'To', 'Amount', 'Status', 'Move to'], payouts.map(payoutRow))}
    </section>
    <section>
      <h2>Orders</h2>
      ${table(['Number', 'Channel', 'Amount', 'Status', ''], deposits.map(depositRow))}
    </section>
    <section>
      <h2>Balances</h2>
      ${table(['Merchant', 'Available', 'Frozen', 'Unsettled'], accounts.map(balanceRow))}
    </section>`;
  return page('Vexora operator', body, 'wide');
}

/** Throws an Error with words for the page where the move is not legal. */
export function submitOperator(platform: Platform, form: URLSearchParams): void {
  const to = form.get('to');
  const account = platform.accounts.get(form.get('merchantNo') ?? '');
  const payout = account?.payouts.get(form.get('number') ?? '');
  if (account === undefined || payout === undefined) throw new Error('no such disbursement');
  if (to !== 'SUCCEEDED' && to !== 'FAILED') throw new Error('unknown action');
  advance(platform, account, payout, to);
}

interface Row<T> {
  account: Account;
  subject: T;
}

function newest<T extends { createdAt: number }>(
  accounts: readonly Account[],
  among: (account: Account) => Iterable<T>,
): Row<T>[] {
  return accounts
    .flatMap((account) => [...among(account)].map((subject) => ({ account, subject })))
    .toSorted((a, b) => b.subject.createdAt - a.subject.createdAt)
    .slice(0, ROWS);
}

function table(headings: readonly string[], rows: readonly Html[]): Html {
  if (rows.length === 0) return html`<p>None yet.</p>`;
  const head = headings.map((heading) => html`<th>${heading}</th>`);
  return html`<table>
    <thead>
      <tr>
        ${head}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function payoutRow({ account, subject }: Row<Payout>): Html {
  const { tradeNo, beneficiary, amount, status } = subject;
  return html`<tr>
    <td>${tradeNo}</td>
    <td><code>${Object.values(beneficiary).join(' · ')}</code></td>
    <td>${toText(amount)} ${account.country.currency}</td>
    <td>${status}</td>
    <td>${status === IN_PROGRESS ? moves(account, tradeNo) : []}</td>
  </tr>`;
}

function moves({ credentials }: Account, tradeNo: string): Html {
  return html`<form method="post">
    <input type="hidden" name="merchantNo" value="${credentials.merchantNo}" />
    <input type="hidden" name="number" value="${tradeNo}" />
    <button name="to" value="SUCCEEDED">SUCCEEDED</button>
    <button name="to" value="FAILED">FAILED</button>
  </form>`;
}

function depositRow({ account, subject }: Row<Deposit>): Html {
  const { tradeNo, channelCode, wayCode, amount, status, platFormTradeNo } = subject;
  return html`<tr>
    <td>${tradeNo}</td>
    <td>${channelCode} ${wayCode}</td>
    <td>${toText(amount)} ${account.country.currency}</td>
    <td>${status}</td>
    <td><a href="/pay/${platFormTradeNo}">Cashier</a></td>
  </tr>`;
}

function balanceRow({ credentials, available, frozen, unsettled, country }: Account): Html {
  return html`<tr>
    <td>${credentials.merchantNo} ${country.currency}</td>
    <td>${toText(available)}</td>
    <td>${toText(frozen)}</td>
    <td>${toText(unsettled)}</td>
  </tr>`;
}
