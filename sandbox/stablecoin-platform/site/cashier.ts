import { add, decimal, multiply, roundHalfUp, toText } from '../../decimal.ts';
import type { Html } from '../../html.ts';
import { html, page } from '../../html.ts';
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

/** The hosted payment page, with buttons in place of a wallet. */
export function cashierPage(platform: Platform, order: Order): string {
  const coin = order.token.slice(order.token.indexOf('_') + 1);
  const network = NETWORKS[chainOf(order.token)];
  const payable = order.depositAddress !== NO_ADDRESS;
  const body = html` <section>
      <h1>${platform.brand.title} · sandbox cashier</h1>
      <div class="amount">${toText(dueOf(order), 2)} ${coin}</div>
      <span class="status ${toneOf(order)}">${order.status}</span>
      <dl>
        <dt>Order</dt>
        <dd>${order.orderNo}</dd>
        <dt>Price</dt>
        <dd>${toText(order.orderAmount, 2)} USD</dd>
        <dt>To pay</dt>
        <dd>${toText(order.payingAmount, 2)} ${coin}</dd>
        <dt>Received</dt>
        <dd>${toText(order.received, 2)} ${coin}</dd>
        <dt>Token</dt>
        <dd>${coin} on ${network}</dd>
        <dt>Deposit address</dt>
        <dd><code>${payable ? order.depositAddress : 'not enabled for this merchant'}</code></dd>
        <dt>Time left</dt>
        <dd>${timeLeft(platform, order)}</dd>
      </dl>
    </section>
    ${payable ? paymentForms(order) : []}
    <footer>
      <a href="">Refresh</a>
      ${linkBack(order)}
    </footer>`;
  return page(`Pay order ${order.orderNo}`, body);
}

function linkBack({ pcCallbackUrl }: Order): Html {
  if (pcCallbackUrl === null) return html``;
  return html` · <a href="${pcCallbackUrl}" rel="noreferrer">Back to the merchant</a>`;
}

function button(action: string, label: string, kind = ''): Html {
  return html`<button class="${kind}" name="action" value="${action}">${label}</button>`;
}

function paymentForms(order: Order): Html {
  return html` <section>
      <h2>Play the payer</h2>
      <form method="post">
        ${button('exact', 'Pay exactly', 'main')} ${button('over', 'Pay too much (+5)')}
        ${button('under', 'Pay too little (half)')} ${button('late', 'Pay late')}
        ${order.status === 'PAYING' ? button('expire', 'Let it expire') : []}
      </form>
    </section>
    <section>
      <form method="post">
        <input
          name="amount"
          inputmode="decimal"
          required
          pattern="[0-9]+([.][0-9]+)?"
          aria-label="Amount"
          placeholder="Amount"
        />
        ${button('custom', 'Pay this amount')}
      </form>
    </section>`;
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

function toneOf({ status }: Order): 'good' | 'bad' | '' {
  if (status === 'PAID') return 'good';
  return status === 'TIMEOUT' || status === 'CANCELLED' ? 'bad' : '';
}

function timeLeft(platform: Platform, order: Order): string {
  if (order.status !== 'PAYING') return '–';
  const seconds = Math.max(0, Math.ceil((order.expiresAt - platform.clock.now()) / 1000));
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
