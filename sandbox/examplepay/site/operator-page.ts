import type { Html } from '../../double/pages/html.ts';
import { html, page } from '../../double/pages/html.ts';
import { statusButtons, newest, table } from '../../double/pages/tables.ts';
import type { Payment, Payout, Platform, Refund } from '../books.ts';
import { amountText } from '../books.ts';
import { refundStatusOf } from '../payments.ts';
import { endPayout } from '../payouts.ts';
import { endRefund } from '../refunds.ts';

/** Payments, refunds and payouts of all accounts, newest first, with a button for each allowed transition. */
export function operatorPage({ accounts }: Platform): string {
  const all = [...accounts.values()];
  const payments = newest(all.flatMap(({ payments }) => [...payments.values()]));
  const refunds = newest(all.flatMap(({ refunds }) => [...refunds.values()]));
  const payouts = newest(all.flatMap(({ payouts }) => [...payouts.values()]));
  const body = html` <h1>ExamplePay · sandbox operator</h1>
    <section>
      <h2>Refunds</h2>
      ${table(['Refund', 'Order', 'Amount', 'Status', 'Move to'], refunds.map(refundRow))}
    </section>
    <section>
      <h2>Payouts</h2>
      ${table(['Payout', 'To', 'Amount', 'Status', 'Move to'], payouts.map(payoutRow))}
    </section>
    <section>
      <h2>Payments</h2>
      ${table(['Order', 'Method', 'Amount', 'Status', 'Refunds', ''], payments.map(paymentRow))}
    </section>`;
  return page('ExamplePay operator', body, 'wide');
}

/** Throws an Error with a message for the page where the transition is not allowed. */
export function submitOperator(platform: Platform, form: URLSearchParams): void {
  const [kind, number, to] = [form.get('kind'), form.get('number') ?? '', form.get('to')];
  for (const account of platform.accounts.values()) {
    const refund = account.refunds.get(number);
    if (kind === 'refund' && refund?.status === 'PROCESSING') {
      if (to === 'REFUNDED' || to === 'FAILED') return endRefund(platform, refund, to);
    }
    const payout = account.payouts.get(number);
    if (kind === 'payout' && payout?.status === 'PENDING') {
      if (to === 'PAID' || to === 'FAILED') return endPayout(platform, account, payout, to);
    }
  }
  throw new Error('That cannot be done');
}

function refundRow({ merchantRefundNo, payment, amount, status }: Refund): Html {
  const targets = status === 'PROCESSING' ? ['REFUNDED', 'FAILED'] : [];
  return html`<tr>
    <td>${merchantRefundNo}</td>
    <td>${payment.merchantTradeNo}</td>
    <td>${amountText(amount)} ${payment.currency}</td>
    <td>${status}</td>
    <td>${statusButtons({ kind: 'refund', number: merchantRefundNo }, targets)}</td>
  </tr>`;
}

function payoutRow({ merchantTradeNo, payoutMethod, amount, currency, status }: Payout): Html {
  const targets = status === 'PENDING' ? ['PAID', 'FAILED'] : [];
  return html`<tr>
    <td>${merchantTradeNo}</td>
    <td>${payoutMethod['type'] ?? ''}, ${payoutMethod['payeeName'] ?? ''}</td>
    <td>${amountText(amount)} ${currency}</td>
    <td>${status}</td>
    <td>${statusButtons({ kind: 'payout', number: merchantTradeNo }, targets)}</td>
  </tr>`;
}

function paymentRow(payment: Payment): Html {
  return html`<tr>
    <td>${payment.merchantTradeNo}</td>
    <td>${payment.payMethod}</td>
    <td>${amountText(payment.amount)} ${payment.currency}</td>
    <td>${payment.status}</td>
    <td>${refundStatusOf(payment)}</td>
    <td><a href="/pay/${payment.paymentNo}">Cashier</a></td>
  </tr>`;
}
