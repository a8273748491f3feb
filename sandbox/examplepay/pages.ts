import { html, operatorTable, scannable, timeLeft } from '../double/index.ts';
import type { CashierRules, Html, OperatorRules, Status } from '../double/index.ts';
import { brCode, upiLink } from './codes.ts';
import { confirm, openMs, payments, refundStatusOf } from './payments.ts';
import { payouts } from './payouts.ts';
import { amountText, outcomeOf } from './platform.ts';
import type { ExamplepayPlatform, Payment, PayMethod } from './platform.ts';
import { refunds } from './refunds.ts';

const methods: Readonly<Record<PayMethod, string>> = {
  UPI: 'UPI',
  UPI_COLLECT: 'UPI, by a request to your app',
  UPI_INTENT: 'UPI, in your app',
  PIX: 'PIX',
  PIX_QRCODE: 'PIX, by a code to scan',
};

const ended: Readonly<Record<string, Status>> = {
  PAID: { text: 'Paid', tone: 'good', more: 'Thank you. You can close this page.' },
  FAILED: { text: 'Declined', tone: 'bad', more: 'Nothing was paid.' },
  CLOSED: { text: 'Closed', tone: 'bad', more: 'This can no longer be paid.' },
};

/** The hosted payment page, with buttons in place of a UPI or bank app. */
export const cashier: CashierRules<ExamplepayPlatform, Payment> = {
  of: payments,
  path: /^\/pay\/(.*)$/,
  pageOf: ({ paymentNo }) => paymentNo,
  async show({ clock }, payment) {
    const { number, paymentNo, payMethod, status, currency, createdAt } = payment;
    const waiting = { text: 'Waiting for your payment', tone: 'wait' } as const;
    return {
      brand: { title: 'ExamplePay', color: '#3a4a9f' },
      title: `Pay ${number}`,
      about: payment.description,
      amount: `${amountText(payment.amount)} ${currency}`,
      status: ended[status] ?? { ...waiting, more: timeLeft(createdAt + openMs, clock.now()) },
      how: status === 'PENDING' ? await presentation(payment) : null,
      details: [
        ['Payer', payment.payerName],
        ['Method', methods[payMethod]],
        ['Order', number],
        ['Payment', paymentNo],
      ],
      backTo: null,
    };
  },
  buttons: ({ status }) => (status === 'PENDING' ? buttons : []),
  hint: ({ amount, status }) =>
    status === 'PENDING' && outcomeOf(amount) === 'STAYS'
      ? html`<p>Amounts ending in .03 stay pending.</p>`
      : null,
  leadsTo: ({ returnUrl }) => returnUrl,
  leavesWith: 302,
};

const buttons: ReturnType<typeof cashier.buttons> = [
  {
    action: 'confirm',
    label: 'Confirm the payment',
    press(platform, payment) {
      confirm(platform, payment);
      return returnAddress(payment);
    },
  },
  {
    action: 'decline',
    label: 'Decline it',
    press(platform, payment) {
      payments.move(platform, payment, 'FAILED');
      return returnAddress(payment);
    },
  },
  {
    action: 'back',
    label: 'Go back without paying',
    press: (_, payment) => returnAddress(payment),
  },
  {
    action: 'expire',
    label: 'Let it expire',
    press: (platform, payment) => payments.move(platform, payment, 'CLOSED'),
  },
];

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
 * The address to return to. It is unsigned, so it is for display only
 * (docs/providers/examplepay.md#the-way-back-of-the-browser).
 */
function returnAddress(payment: Payment): string {
  const { number: merchantTradeNo, paymentNo, currency, status } = payment;
  const { merchantAttach, returnUrl } = payment;
  const amount = amountText(payment.amount);
  const parameters = new URLSearchParams({ merchantTradeNo, paymentNo, amount, currency, status });
  if (merchantAttach !== null) parameters.append('merchantAttach', merchantAttach);
  const at = returnUrl.indexOf('#');
  const [base, fragment] =
    at === -1 ? [returnUrl, ''] : [returnUrl.slice(0, at), returnUrl.slice(at)];
  return `${base}${base.includes('?') ? '&' : '?'}${parameters.toString()}${fragment}`;
}

export const operator: OperatorRules<ExamplepayPlatform> = {
  tables: [
    operatorTable('Refunds', refunds, {
      Refund: ({ number }) => number,
      Order: ({ payment }) => payment.number,
      Amount: ({ amount, payment }) => `${amountText(amount)} ${payment.currency}`,
    }),
    operatorTable('Payouts', payouts, {
      Payout: ({ number }) => number,
      To: ({ payoutMethod }) => `${payoutMethod['type'] ?? ''}, ${payoutMethod['payeeName'] ?? ''}`,
      Amount: ({ amount, currency }) => `${amountText(amount)} ${currency}`,
    }),
    operatorTable(
      'Payments',
      payments,
      {
        Order: ({ number }) => number,
        Method: ({ payMethod }) => payMethod,
        Amount: ({ amount, currency }) => `${amountText(amount)} ${currency}`,
        Refunds: (payment) => refundStatusOf(payment),
      },
      ({ paymentNo }) => ({ href: `/pay/${paymentNo}`, label: 'Cashier' }),
    ),
  ],
};
