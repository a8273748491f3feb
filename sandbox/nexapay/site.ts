import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorPage, html, messagePage, page } from '../html.ts';
import type { Html } from '../html.ts';
import { comesFromLoopback, readBody, redirect, sendHtml } from '../http.ts';
import { qrImage } from '../qr-image.ts';
import type { Payment, Platform } from './books.ts';
import { reais } from './books.ts';
import { operatorPage, submitOperator } from './operator-page.ts';
import { outcomeOf } from './outcomes.ts';
import { pay, refuse } from './payments.ts';

const cashierPath = '/product/checkout/';
const pixPath = '/spi/v2/';
const operatorPath = '/operator';

export function isSitePath(url: string): boolean {
  const path = url.split('?', 1)[0] ?? '';
  return path === operatorPath || path.startsWith(cashierPath) || path.startsWith(pixPath);
}

interface Visit {
  response: ServerResponse;
  /** Path and query. */
  target: string;
  path: string;
  /** Null for a GET. */
  form: URLSearchParams | null;
}

/** Serves the pages for people on loopback only: hosted cashier, the payer's bank behind a PIX code, operator page. */
export async function serveSite(
  platform: Platform,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  if (!comesFromLoopback(request)) return sendHtml(response, 403, messagePage('Loopback only'));
  platform.clock.catchUp();
  const target = request.url ?? '';
  const path = target.split('?', 1)[0] ?? '';
  const form = request.method === 'POST' ? new URLSearchParams(body?.toString('utf8') ?? '') : null;
  const visit = { response, target, path, form };
  try {
    if (path === operatorPath) serveOperator(platform, visit);
    else await servePayer(platform, visit);
  } catch (error) {
    sendHtml(response, 422, errorPage(error));
  }
}

function serveOperator(platform: Platform, { response, path, form }: Visit): void {
  if (form === null) return sendHtml(response, 200, operatorPage(platform));
  submitOperator(platform, form);
  redirect(response, path);
}

async function servePayer(platform: Platform, visit: Visit): Promise<void> {
  const { response, target, path, form } = visit;
  const isCashier = path.startsWith(cashierPath);
  const uuid = path.slice((isCashier ? cashierPath : pixPath).length);
  const payment = paymentByPage(platform, uuid);
  if (payment === null) return sendHtml(response, 404, messagePage('There is no such order'));
  if (isCashier && platform.baseUrl + target !== payment.cashierPayUrl) {
    return sendHtml(response, 403, messagePage('This address is not signed'));
  }
  if (form === null) {
    return sendHtml(response, 200, await paymentPage(platform, payment), payment.callbackUrl);
  }
  submit(platform, payment, form);
  const isDone = isCashier && payment.status === 'S' && payment.callbackUrl !== null;
  redirect(response, isDone ? (payment.callbackUrl ?? target) : target);
}

function paymentByPage(platform: Platform, uuid: string): Payment | null {
  for (const { payments } of platform.accounts.values()) {
    for (const payment of payments.values()) if (payment.uuid === uuid) return payment;
  }
  return null;
}

/** Throws an Error with a message for the page where it cannot be done. */
function submit(platform: Platform, payment: Payment, form: URLSearchParams): void {
  switch (form.get('action')) {
    case 'pay':
      if (outcomeOf(payment.amount) === 'NEVER_PAID') {
        throw new Error('Amounts that end in .03 are never paid: the order expires');
      }
      pay(platform, payment);
      return;
    case 'refuse':
      refuse(payment);
      return;
    default:
      throw new Error('unknown action');
  }
}

const statusLabels = {
  P: ['waiting for the payer', ''],
  S: ['paid', 'good'],
  F: ['failed or expired', 'bad'],
} as const;

async function paymentPage(platform: Platform, payment: Payment): Promise<string> {
  const { orderId, orderName, payerName, amount, fees, payAmount, status } = payment;
  const [label, tone] = statusLabels[status];
  const code = await qrImage(payment.qrCode);
  const rows = fees.map(({ type, amount: fee }) => row(type, `${reais(fee)} BRL`));
  const body = html` <section>
      <h1>NexaPay · sandbox PIX</h1>
      <div class="amount">${reais(payAmount)} BRL</div>
      <span class="status ${tone}">${status}: ${label}</span>
      <dl>
        ${row('Order', orderId)} ${row('For', orderName)} ${row('Payer', payerName)}
        ${row('Price', `${reais(amount)} BRL`)} ${rows}
        ${row('Time left', timeLeft(platform, payment))}
      </dl>
    </section>
    ${status === 'P' ? waiting(payment, code) : []}
    <footer><a href="">Refresh</a></footer>`;
  return page(`Pay order ${orderId}`, body);
}

function row(name: string, value: string): Html {
  return html`<dt>${name}</dt>
    <dd>${value}</dd>`;
}

function waiting({ qrCode }: Payment, code: Html): Html {
  return html` <section>
    <div style="max-width: 16rem">${code}</div>
    <p><code style="overflow-wrap: anywhere">${qrCode}</code></p>
    <form method="post">
      <button class="main" name="action" value="pay">Pay</button>
      <button name="action" value="refuse">Let the bank refuse</button>
    </form>
  </section>`;
}

function timeLeft({ clock }: Platform, { status, expiresAt }: Payment): string {
  if (status !== 'P') return '–';
  const seconds = Math.max(0, Math.ceil((expiresAt - clock.now()) / 1000));
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
