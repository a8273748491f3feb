import { add, decimal, multiply, roundHalfUp, toText } from '../../double/fields/decimal.ts';
import type { Html } from '../../double/pages/html.ts';
import { html } from '../../double/pages/html.ts';
import {
  amountForm,
  button,
  cashierDocument,
  scannable,
  timeLeft,
} from '../../double/pages/cashier-page.ts';
import type { Status } from '../../double/pages/cashier-page.ts';
import { chainOf } from '../assets.ts';
import type { Order, Platform } from '../books.ts';
import { expire, pay } from '../operator.ts';
import { dueOf, NO_ADDRESS } from '../orders.ts';

const NETWORKS = { ETH: 'Ethereum', TRX: 'TRON', SOL: 'Solana' } as const;
const SURPLUS = decimal('5');
const HALF = decimal('0.5');

export function orderByPage(platform: Platform, sysid: string): Order | null {
  for (const account of platform.accounts.values()) {
    for (const order of account.orders.values()) if (order.sysid === sysid) return order;
  }
  return null;
}

const colors = { ANEXPAY_XCHECKOUT: '#1f5f8b', W_CHECKOUT: '#5b3fa0' } as const;

/** The hosted payment page, with buttons in place of a wallet. */
export async function cashierPage(platform: Platform, order: Order): Promise<string> {
  const { brand } = platform;
  const coin = order.token.slice(order.token.indexOf('_') + 1);
  const network = NETWORKS[chainOf(order.token)];
  const { depositAddress, orderNo, status } = order;
  const payable = depositAddress !== NO_ADDRESS;
  const due = `${toText(dueOf(order), 2)} ${coin}`;
  return cashierDocument({
    brand: { title: brand.title, color: colors[brand.name] },
    title: `Pay order ${orderNo}`,
    about: `To pay with ${coin} on ${network}`,
    amount: due,
    status: statusOf(platform, order, coin),
    how: status === 'PAYING' ? await instructions(order, due, network) : null,
    payer: payable ? paymentForms(order) : null,
    details: [
      ['Order', orderNo],
      ['Price', `${toText(order.orderAmount, 2)} USD`],
      ['To pay', `${toText(order.payingAmount, 2)} ${coin}`],
      ['Received', `${toText(order.received, 2)} ${coin}`],
      ['Network', network],
    ],
    backTo: order.pcCallbackUrl,
  });
}

async function instructions(order: Order, due: string, network: string): Promise<Html> {
  const { depositAddress } = order;
  if (depositAddress === NO_ADDRESS) {
    return html`<p>This coin is not enabled for the merchant, so there is no address to pay to.</p>`;
  }
  return html`<h2>Send ${due} on ${network}</h2>
    <p class="soft">Scan the code with your wallet, or copy the address. Send nothing else to it.</p>
    ${await scannable(depositAddress, 'the deposit address')}`;
}

function paymentForms(order: Order): Html {
  return html`<form method="post">
      ${button('exact', 'Pay exactly', 'main')} ${button('over', 'Pay too much (+5)')}
      ${button('under', 'Pay too little (half)')} ${button('late', 'Pay late')}
      ${order.status === 'PAYING' ? button('expire', 'Let it expire') : []}
    </form>
    ${amountForm}`;
}

const ends: Readonly<Record<Exclude<Order['status'], 'PAYING'>, Status>> = {
  PAID: { text: 'Paid', tone: 'good', more: 'Thank you. You can close this page.' },
  REFUNDING: { text: 'Paid', tone: 'good', more: 'A refund is on its way.' },
  PARTIAL_REFUNDED: { text: 'Partly refunded', tone: 'good', more: '' },
  REFUNDED: { text: 'Refunded', tone: 'good', more: '' },
  TIMEOUT: { text: 'Expired', tone: 'bad', more: 'The time to pay is over. Send nothing any more.' },
  CANCELLED: { text: 'Canceled', tone: 'bad', more: 'Send nothing any more.' },
};

function statusOf({ clock }: Platform, order: Order, coin: string): Status {
  if (order.status !== 'PAYING') return ends[order.status];
  const more = timeLeft(order.expiresAt, clock.now());
  const received = toText(order.received, 2);
  const text =
    order.received.units === 0n
      ? 'Waiting for your payment'
      : `Received ${received} ${coin}, waiting for the rest`;
  return { text, tone: 'wait', more };
}

/** Performs the action of a button. Throws an Error with a message for the page where it cannot be done. */
export function submitCashier(platform: Platform, order: Order, form: URLSearchParams): void {
  const { orderNo } = order;
  const due = dueOf(order);
  switch (form.get('action')) {
    case 'exact':
      pay(platform, orderNo);
      return;
    case 'over':
      pay(platform, orderNo, { amount: toText(add(due, SURPLUS)) });
      return;
    case 'under':
      pay(platform, orderNo, { amount: toText(roundHalfUp(multiply(due, HALF), 6)) });
      return;
    case 'late':
      expire(platform, orderNo);
      pay(platform, orderNo);
      return;
    case 'expire':
      expire(platform, orderNo);
      return;
    case 'custom':
      pay(platform, orderNo, { amount: (form.get('amount') ?? '').trim() });
      return;
    default:
      throw new Error('unknown action');
  }
}
