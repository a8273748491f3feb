import type { Html } from '../../html.ts';
import { html, page } from '../../html.ts';
import { qrImage } from '../../qr-image.ts';
import type { Account, Payment, PayMethod, Platform } from '../books.ts';
import { amountText, outcomeOf } from '../books.ts';
import { brCode, upiLink } from '../codes.ts';
import { closePending, confirmPayment, failPayment, paymentByNumber } from '../payments.ts';

const qrPixels = 240;

interface Found {
  account: Account;
  payment: Payment;
}

const METHODS: Readonly<Record<PayMethod, string>> = {
  UPI: 'UPI, on this page',
  UPI_COLLECT: 'UPI, by a request to the payer’s app',
  UPI_INTENT: 'UPI, by a link into the payer’s app',
  PIX: 'PIX, on this page',
  PIX_QRCODE: 'PIX, by a QR code',
};

export function paymentByPage({ accounts }: Platform, paymentNo: string): Found | null {
  for (const account of accounts.values()) {
    const payment = paymentByNumber(account, paymentNo);
    if (payment !== undefined) return { account, payment };
  }
  return null;
}

/** The hosted payment page, with buttons in place of a UPI or bank app. */
export async function cashierPage(platform: Platform, payment: Payment): Promise<string> {
  const { merchantTradeNo, paymentNo, payMethod, status, currency } = payment;
  const body = html` <section>
      <h1>ExamplePay · sandbox cashier</h1>
      <div class="amount">${amountText(payment.amount)} ${currency}</div>
      <span class="status ${toneOf(payment)}">${status}</span>
      <dl>
        <dt>For</dt>
        <dd>${payment.description}</dd>
        <dt>Payer</dt>
        <dd>${payment.payerName}</dd>
        <dt>Method</dt>
        <dd>${METHODS[payMethod]}</dd>
        <dt>Order</dt>
        <dd>${merchantTradeNo}</dd>
        <dt>Payment</dt>
        <dd>${paymentNo}</dd>
        <dt>Time left</dt>
        <dd>${timeLeft(platform, payment)}</dd>
      </dl>
    </section>
    ${status === 'PENDING' ? await howToPay(payment) : []}
    <footer><a href="">Refresh</a></footer>`;
  return page(`Pay ${merchantTradeNo}`, body);
}

async function howToPay(payment: Payment): Promise<Html> {
  const warning =
    outcomeOf(payment.amount) === 'STAYS' ? html`<p>Amounts ending in .03 stay pending.</p>` : [];
  return html` <section>
      <h2>Pay</h2>
      ${await presentation(payment)}
    </section>
    <section>
      <h2>Play the payer</h2>
      ${warning}
      <form method="post">
        ${button('confirm', 'Confirm the payment', 'main')} ${button('decline', 'Decline it')}
        ${button('back', 'Go back without paying')} ${button('expire', 'Let it expire')}
      </form>
    </section>`;
}

async function presentation(payment: Payment): Promise<Html> {
  switch (payment.payMethod) {
    case 'UPI_COLLECT':
      return html`<p>A request has been sent to <code>${payment.vpa ?? ''}</code>.</p>`;
    case 'UPI':
    case 'UPI_INTENT': {
      const link = upiLink(payment);
      return html`${await qrImage(link, qrPixels)}
        <dl>
          <dt>UPI link</dt>
          <dd><code>${link}</code></dd>
        </dl>
        <p><a href="${link}">Open in a UPI app</a></p>`;
    }
    case 'PIX':
    case 'PIX_QRCODE': {
      const code = brCode(payment);
      return html`${await qrImage(code, qrPixels)}
        <dl>
          <dt>PIX copia e cola</dt>
          <dd><code>${code}</code></dd>
        </dl>`;
    }
  }
}

function button(action: string, label: string, kind = ''): Html {
  return html`<button class="${kind}" name="action" value="${action}">${label}</button>`;
}

/**
 * Performs the action of a button. Returns where the browser goes, or null to stay. Throws an Error with a message for
 * the page where it cannot be done.
 */
export function submitCashier(
  platform: Platform,
  { account, payment }: Found,
  form: URLSearchParams,
): string | null {
  const { status } = payment;
  if (status !== 'PENDING') throw new Error(`This payment is ${status}`);
  switch (form.get('action')) {
    case 'confirm':
      confirmPayment(platform, account, payment);
      return returnAddress(payment);
    case 'decline':
      failPayment(payment);
      return returnAddress(payment);
    case 'back':
      return returnAddress(payment);
    case 'expire':
      closePending(payment);
      return null;
    default:
      throw new Error('unknown action');
  }
}

/**
 * The address to return to. It is unsigned, so it is for display only
 * (docs/providers/examplepay.md#the-way-back-of-the-browser).
 */
export function returnAddress(payment: Payment): string {
  const { merchantTradeNo, paymentNo, currency, status, merchantAttach, returnUrl } = payment;
  const amount = amountText(payment.amount);
  const parameters = new URLSearchParams({ merchantTradeNo, paymentNo, amount, currency, status });
  if (merchantAttach !== null) parameters.append('merchantAttach', merchantAttach);
  const at = returnUrl.indexOf('#');
  const [base, fragment] =
    at === -1 ? [returnUrl, ''] : [returnUrl.slice(0, at), returnUrl.slice(at)];
  return `${base}${base.includes('?') ? '&' : '?'}${parameters.toString()}${fragment}`;
}

function toneOf({ status }: Payment): 'good' | 'bad' | '' {
  if (status === 'PAID') return 'good';
  return status === 'PENDING' ? '' : 'bad';
}

function timeLeft({ clock }: Platform, { status, createdAt }: Payment): string {
  if (status !== 'PENDING') return '–';
  const seconds = Math.max(0, Math.ceil((createdAt + 1_800_000 - clock.now()) / 1000));
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
