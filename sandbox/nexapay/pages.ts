import { html, operatorTable, scannable, timeLeft } from '../double/index.ts';
import type { CashierRules, OperatorRules, Status } from '../double/index.ts';
import { payments } from './payments.ts';
import type { Payment } from './payments.ts';
import { outcomeOf, reais } from './platform.ts';
import type { NexapayPlatform } from './platform.ts';
import { refunds } from './refunds.ts';

const feeNames: Readonly<Record<string, string>> = { PAYER_FEE: 'Service fee', IOF: 'Tax (IOF)' };

const ended: Readonly<Record<string, Status>> = {
  S: { text: 'Paid', tone: 'good', more: 'Thank you. You can close this page.' },
  F: { text: 'Not paid', tone: 'bad', more: 'It was refused, or the time is over.' },
};

/** The hosted cashier, and the payer's bank behind a PIX code. */
export const cashier: CashierRules<NexapayPlatform, Payment> = {
  of: payments,
  path: /^\/(?:product\/checkout|spi\/v2)\/(.*)$/,
  pageOf: ({ uuid }) => uuid,
  refusalOf({ baseUrl }, { cashierPayUrl }, target) {
    const isSigned = target.startsWith('/spi/') || baseUrl + target === cashierPayUrl;
    return isSigned ? null : 'This address is not signed';
  },
  async show({ clock }, payment) {
    const { number, orderName, payerName, amount, fees, payAmount, status, expiresAt } = payment;
    const waiting = { text: 'Waiting for your payment', tone: 'wait' } as const;
    return {
      brand: { title: 'NexaPay', color: '#0a6b62' },
      title: `Pay order ${number}`,
      about: orderName,
      amount: `${reais(payAmount)} BRL`,
      status: ended[status] ?? { ...waiting, more: timeLeft(expiresAt, clock.now()) },
      how: status === 'P' ? await instructions(payment) : null,
      details: [
        ['Order', number],
        ['Payer', payerName],
        ['Price', `${reais(amount)} BRL`],
        ...fees.map(
          ({ type, amount: fee }) => [feeNames[type] ?? 'Fee', `${reais(fee)} BRL`] as const,
        ),
      ],
      backTo: null,
    };
  },
  buttons: ({ status }) => (status === 'P' ? buttons : []),
  leadsTo: ({ callbackUrl }) => callbackUrl,
};

const buttons: ReturnType<typeof cashier.buttons> = [
  {
    action: 'pay',
    label: 'Pay',
    press(platform, payment) {
      if (outcomeOf(payment.amount) === 'NEVER_PAID') {
        throw new Error('Amounts that end in .03 are never paid: the order expires');
      }
      payments.move(platform, payment, 'S');
      return payment.callbackUrl ?? undefined;
    },
  },
  {
    action: 'refuse',
    label: 'Let the bank refuse',
    press: (platform, payment) => payments.move(platform, payment, 'F'),
  },
];

const instructions = async ({ qrCode }: Payment) =>
  html`<h2>Pay with PIX</h2>
    <p class="soft">Scan the code in the app of your bank, or copy it and paste it there.</p>
    ${await scannable(qrCode, 'the PIX code')}`;

export const operator: OperatorRules<NexapayPlatform> = {
  tables: [
    operatorTable(
      'Payments',
      payments,
      {
        Order: ({ number }) => number,
        For: ({ orderName }) => orderName,
        'To pay': ({ payAmount }) => `${reais(payAmount)} BRL`,
      },
      ({ uuid }) => ({ href: `/spi/v2/${uuid}`, label: 'PIX code' }),
    ),
    operatorTable('Refunds', refunds, {
      Refund: ({ number }) => number,
      Order: ({ payment }) => payment.number,
      Amount: ({ amount }) => `${reais(amount)} BRL`,
    }),
  ],
};
