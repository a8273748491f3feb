import { toText } from '../../double/fields/decimal.ts';
import type { Html } from '../../double/pages/html.ts';
import { html, page } from '../../double/pages/html.ts';
import { statusButtons, newest, table } from '../../double/pages/tables.ts';
import type { Account, Deposit, Payout, Platform } from '../books.ts';
import { IN_PROGRESS } from '../books.ts';
import { advance } from '../payouts.ts';

/** Payouts, orders and balances of all accounts, newest first, with a button for each allowed transition. */
export function operatorPage(platform: Platform): string {
  const accounts = [...platform.accounts.values()];
  const payouts = newest(accounts.flatMap((account) => rows(account, account.payouts)));
  const deposits = newest(accounts.flatMap((account) => rows(account, account.deposits)));
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

/** Throws an Error with a message for the page where the transition is not allowed. */
export function submitOperator(platform: Platform, form: URLSearchParams): void {
  const to = form.get('to');
  const account = platform.accounts.get(form.get('merchantNo') ?? '');
  const payout = account?.payouts.get(form.get('number') ?? '');
  if (account === undefined || payout === undefined) throw new Error('no such disbursement');
  if (to !== 'SUCCEEDED' && to !== 'FAILED') throw new Error('unknown action');
  advance(platform, account, payout, to);
}

type Row<T> = T & { account: Account };

function rows<T>(account: Account, subjects: ReadonlyMap<string, T>): Row<T>[] {
  return [...subjects.values()].map((subject) => ({ ...subject, account }));
}

function payoutRow({ account, tradeNo, beneficiary, amount, status }: Row<Payout>): Html {
  const subject = { merchantNo: account.credentials.merchantNo, number: tradeNo };
  const targets = status === IN_PROGRESS ? ['SUCCEEDED', 'FAILED'] : [];
  return html`<tr>
    <td>${tradeNo}</td>
    <td><code>${Object.values(beneficiary).join(' · ')}</code></td>
    <td>${toText(amount)} ${account.country.currency}</td>
    <td>${status}</td>
    <td>${statusButtons(subject, targets)}</td>
  </tr>`;
}

function depositRow({ account, ...deposit }: Row<Deposit>): Html {
  const { tradeNo, channelCode, wayCode, amount, status, platFormTradeNo } = deposit;
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
