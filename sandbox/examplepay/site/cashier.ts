import type { Html } from '../../double/pages/html.ts';
import { button, cashierDocument, scannable, timeLeft } from '../../double/pages/cashier-page.ts';
import type { Status } from '../../double/pages/cashier-page.ts';
import { html } from '../../double/pages/html.ts';
import type { Account, Payment, PayMethod, Platform } from '../books.ts';
import { amountText, outcomeOf } from '../books.ts';
import { brCode, upiLink } from '../codes.ts';
import { closePending, confirmPayment, failPayment, paymentByNumber } from '../payments.ts';

/** How long a payment can be made, in milliseconds. */
const openMs = 1_800_000;

interface Found {
  account: Account;
  payment: Payment;
}

const METHODS: Readonly<Record<PayMethod, string>> = {
  UPI: 'UPI',
  UPI_COLLECT: 'UPI, by a request to your app',
  UPI_INTENT: 'UPI, in your app',
  PIX: 'PIX',
  PIX_QRCODE: 'PIX, by a code to scan',
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
  const isOpen = status === 'PENDING';
  return cashierDocument({
    brand: { title: 'ExamplePay', color: '#3a4a9f' },
    title: `Pay ${merchantTradeNo}`,
    about: payment.description,
    amount: `${amountText(payment.amount)} ${currency}`,
    status: statusOf(platform, payment),
    how: isOpen ? await presentation(payment) : null,
    payer: isOpen ? buttonsOf(payment) : null,
    details: [
      ['Payer', payment.payerName],
      ['Method', METHODS[payMethod]],
      ['Order', merchantTradeNo],
      ['Payment', paymentNo],
    ],
    backTo: null,
  });
}

function statusOf({ clock }: Platform, { status, createdAt }: Payment): Status {
  switch (status) {
    case 'PAID':
      return { text: 'Paid', tone: 'good', more: 'Thank you. You can close this page.' };
    case 'FAILED':
      return { text: 'Declined', tone: 'bad', more: 'Nothing was paid.' };
    case 'CLOSED':
      return { text: 'Closed', tone: 'bad', more: 'This can no longer be paid.' };
    case 'PENDING':
      return {
        text: 'Waiting for your payment',
        tone: 'wait',
        more: timeLeft(createdAt + openMs, clock.now()),
      };
  }
}

function buttonsOf(payment: Payment): Html {
  const warning =
    outcomeOf(payment.amount) === 'STAYS' ? html`<p>Amounts ending in .03 stay pending.</p>` : [];
  return html`${warning}
    <form method="post">
      ${button('confirm', 'Confirm the payment', 'main')} ${button('decline', 'Decline it')}
      ${button('back', 'Go back without paying')} ${button('expire', 'Let it expire')}
    </form>`;
}

async function presentation(payment: Payment): Promise<Html> {
  switch (payment.payMethod) {
    case 'UPI_COLLECT':
      return html`<h2>Approve it in your UPI app</h2>
        <p>A request has been sent to <code>${payment.vpa ?? ''}</code>.</p>`;
    case 'UPI':
    case 'UPI_INTENT': {
      const link = upiLink(payment);
      return html`<h2>Pay with any UPI app</h2>
        ${await scannable(link, 'the UPI link')}
        <p><a href="${link}">Open in a UPI app</a></p>`;
    }
    case 'PIX':
    case 'PIX_QRCODE':
      return html`<h2>Pay with PIX</h2>
        <p class="soft">Scan the code in the app of your bank, or copy it and paste it there.</p>
        ${await scannable(brCode(payment), 'the PIX code')}`;
  }
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
