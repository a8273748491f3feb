import type { Html } from '../double/pages/html.ts';
import { html, page } from '../double/pages/html.ts';
import { statusButtons, newest, table } from '../double/pages/tables.ts';
import type { Payment, Platform, Refund } from './books.ts';
import { reais } from './books.ts';
import { finishRefund } from './refunds.ts';

/** Payments and refunds of all accounts, newest first; payments with the page on which they are paid. */
export function operatorPage(platform: Platform): string {
  const accounts = [...platform.accounts.values()];
  const payments = newest(accounts.flatMap(({ payments }) => [...payments.values()]));
  const refunds = newest(accounts.flatMap(({ refunds }) => [...refunds.values()]));
  const body = html` <h1>NexaPay · sandbox operator</h1>
    <section>
      <h2>Payments</h2>
      ${table(['Order', 'For', 'To pay', 'Status', ''], payments.map(paymentRow))}
    </section>
    <section>
      <h2>Refunds</h2>
      ${table(['Refund', 'Order', 'Amount', 'Status', 'Move to'], refunds.map(refundRow))}
    </section>`;
  return page('NexaPay operator', body, 'wide');
}

/** Throws an Error with a message for the page where the transition is not allowed. */
export function submitOperator(platform: Platform, form: URLSearchParams): void {
  const [number, to] = [form.get('number') ?? '', form.get('to')];
  const refund = [...platform.accounts.values()]
    .map(({ refunds }) => refunds.get(number))
    .find((one) => one !== undefined);
  if (refund === undefined || (to !== 'S' && to !== 'F')) throw new Error('unknown action');
  finishRefund(platform, refund, to);
}

function paymentRow({ orderId, orderName, payAmount, status, uuid }: Payment): Html {
  return html`<tr>
    <td>${orderId}</td>
    <td>${orderName}</td>
    <td>${reais(payAmount)} BRL</td>
    <td>${status}</td>
    <td><a href="/spi/v2/${uuid}">PIX code</a></td>
  </tr>`;
}

function refundRow({ refundRequestId, payment, amount, status }: Refund): Html {
  return html`<tr>
    <td>${refundRequestId}</td>
    <td>${payment.orderId}</td>
    <td>${reais(amount)} BRL</td>
    <td>${status}</td>
    <td>${statusButtons({ number: refundRequestId }, status === 'P' ? ['S', 'F'] : [])}</td>
  </tr>`;
}
