import type { IncomingMessage, ServerResponse } from 'node:http';
import { button, cashierDocument, scannable, timeLeft } from '../double/pages/cashier-page.ts';
import type { Detail, Status } from '../double/pages/cashier-page.ts';
import { errorPage, html, messagePage } from '../double/pages/html.ts';
import type { Html } from '../double/pages/html.ts';
import { comesFromLoopback, readBody, redirect, sendHtml } from '../double/http/http.ts';
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

const feeNames: Readonly<Record<string, string>> = { PAYER_FEE: 'Service fee', IOF: 'Tax (IOF)' };

const paid: Status = { text: 'Paid', tone: 'good', more: 'Thank you. You can close this page.' };
const failed: Status = {
  text: 'Not paid',
  tone: 'bad',
  more: 'It was refused, or the time is over.',
};

async function paymentPage({ clock }: Platform, payment: Payment): Promise<string> {
  const { orderId, orderName, payerName, amount, fees, payAmount, status, expiresAt } = payment;
  const isOpen = status === 'P';
  const waiting: Status = {
    text: 'Waiting for your payment',
    tone: 'wait',
    more: timeLeft(expiresAt, clock.now()),
  };
  const ended = status === 'S' ? paid : failed;
  return cashierDocument({
    brand: { title: 'NexaPay', color: '#0a6b62' },
    title: `Pay order ${orderId}`,
    about: orderName,
    amount: `${reais(payAmount)} BRL`,
    status: isOpen ? waiting : ended,
    how: isOpen ? await instructions(payment) : null,
    payer: isOpen ? buttons : null,
    details: [
      ['Order', orderId],
      ['Payer', payerName],
      ['Price', `${reais(amount)} BRL`],
      ...fees.map(({ type, amount: fee }): Detail => [
        feeNames[type] ?? 'Fee',
        `${reais(fee)} BRL`,
      ]),
    ],
    backTo: null,
  });
}

async function instructions({ qrCode }: Payment): Promise<Html> {
  return html`<h2>Pay with PIX</h2>
    <p class="soft">Scan the code in the app of your bank, or copy it and paste it there.</p>
    ${await scannable(qrCode, 'the PIX code')}`;
}

const buttons = html`<form method="post">
  ${button('pay', 'Pay', 'main')} ${button('refuse', 'Let the bank refuse')}
</form>`;
