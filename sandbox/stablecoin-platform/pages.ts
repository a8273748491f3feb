import {
  add,
  decimal,
  html,
  multiply,
  operatorTable,
  roundHalfUp,
  scannable,
  timeLeft,
  toText,
} from '../double/index.ts';
import type { CashierRules, Html, OperatorRules, Status } from '../double/index.ts';
import { chainOf } from './assets.ts';
import type { Brand } from './brands.ts';
import { dueOf, expireOrder, noAddress, orders, pay } from './orders.ts';
import type { Payment } from './orders.ts';
import type { Order, OrderStatus, StablecoinPlatform } from './platform.ts';
import { refunds } from './refunds.ts';
import { settlements } from './settlements.ts';

const networks = { ETH: 'Ethereum', TRX: 'TRON', SOL: 'Solana' } as const;
const surplus = decimal('5');
const half = decimal('0.5');

/** The hosted payment page, with buttons in place of a wallet. */
export const cashierOf = ({ title, color }: Brand): CashierRules<StablecoinPlatform, Order> => ({
  of: orders,
  path: /^\/pay\/(.*)$/,
  pageOf: ({ sysid }) => sysid,
  async show({ clock }, order) {
    const coin = order.token.slice(order.token.indexOf('_') + 1);
    const network = networks[chainOf(order.token)];
    const { number, status } = order;
    const due = `${toText(dueOf(order), 2)} ${coin}`;
    return {
      brand: { title, color },
      title: `Pay order ${number}`,
      about: `To pay with ${coin} on ${network}`,
      amount: due,
      status: statusOf(order, coin, clock.now()),
      how: status === 'PAYING' ? await instructions(order, due, network) : null,
      details: [
        ['Order', number],
        ['Price', `${toText(order.orderAmount, 2)} USD`],
        ['To pay', `${toText(order.payingAmount, 2)} ${coin}`],
        ['Received', `${toText(order.received, 2)} ${coin}`],
        ['Network', network],
      ],
      backTo: order.pcCallbackUrl,
    };
  },
  buttons({ status, depositAddress }) {
    if (depositAddress === noAddress) return [];
    return status === 'PAYING' ? [...payments, expiry] : payments;
  },
  payAmount: (platform, order, amount) => void pay(platform, order, { amount }),
});

type Button = ReturnType<ReturnType<typeof cashierOf>['buttons']>[number];

const payButton = (action: string, label: string, payment: (order: Order) => Payment): Button => ({
  action,
  label,
  press: (platform, order) => void pay(platform, order, payment(order)),
});

const payments: readonly Button[] = [
  payButton('exact', 'Pay exactly', () => ({})),
  payButton('over', 'Pay too much (+5)', (order) => ({
    amount: toText(add(dueOf(order), surplus)),
  })),
  payButton('under', 'Pay too little (half)', (order) => ({
    amount: toText(roundHalfUp(multiply(dueOf(order), half), 6)),
  })),
  {
    action: 'late',
    label: 'Pay late',
    press(platform, order) {
      expireOrder(platform, order);
      pay(platform, order);
    },
  },
];

const expiry: Button = { action: 'expire', label: 'Let it expire', press: expireOrder };

async function instructions(order: Order, due: string, network: string): Promise<Html> {
  const { depositAddress } = order;
  if (depositAddress === noAddress) {
    return html`<p>
      This coin is not enabled for the merchant, so there is no address to pay to.
    </p>`;
  }
  return html`<h2>Send ${due} on ${network}</h2>
    <p class="soft">
      Scan the code with your wallet, or copy the address. Send nothing else to it.
    </p>
    ${await scannable(depositAddress, 'the deposit address')}`;
}

const ends: Readonly<Record<Exclude<OrderStatus, 'PAYING'>, Status>> = {
  PAID: { text: 'Paid', tone: 'good', more: 'Thank you. You can close this page.' },
  REFUNDING: { text: 'Paid', tone: 'good', more: 'A refund is on its way.' },
  PARTIAL_REFUNDED: { text: 'Partly refunded', tone: 'good', more: '' },
  REFUNDED: { text: 'Refunded', tone: 'good', more: '' },
  TIMEOUT: {
    text: 'Expired',
    tone: 'bad',
    more: 'The time to pay is over. Send nothing any more.',
  },
  CANCELLED: { text: 'Canceled', tone: 'bad', more: 'Send nothing any more.' },
};

function statusOf(order: Order, coin: string, now: number): Status {
  if (order.status !== 'PAYING') return ends[order.status];
  const text =
    order.received.units === 0n
      ? 'Waiting for your payment'
      : `Received ${toText(order.received, 2)} ${coin}, waiting for the rest`;
  return { text, tone: 'wait', more: timeLeft(order.expiresAt, now) };
}

export const operator: OperatorRules<StablecoinPlatform> = {
  tables: [
    operatorTable('Refunds', refunds, {
      Refund: ({ number }) => number,
      Order: ({ order }) => order.number,
      Amount: ({ amount, order }) => `${toText(amount, 2)} ${order.token}`,
    }),
    operatorTable('Settlements', settlements, {
      Settlement: ({ number }) => number,
      To: ({ address }) => html`<code>${address ?? 'bank account'}</code>`,
      Amount: ({ amount, token }) => `${toText(amount, 2)} ${token}`,
    }),
    operatorTable(
      'Orders',
      orders,
      {
        Order: ({ number }) => number,
        Customer: ({ customerId }) => customerId,
        'To pay': ({ payingAmount, token }) => `${toText(payingAmount, 2)} ${token}`,
      },
      ({ sysid }) => ({ href: `/pay/${sysid}`, label: 'Cashier' }),
    ),
  ],
};
