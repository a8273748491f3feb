import { toText } from '../../double/fields/decimal.ts';
import type { Html } from '../../double/pages/html.ts';
import { html, page } from '../../double/pages/html.ts';
import { statusButtons, newest, table } from '../../double/pages/tables.ts';
import type { Order, Platform, Refund, Settlement } from '../books.ts';
import type { RefundTarget, SettlementTarget } from '../operator.ts';
import { advanceRefund, advanceSettlement } from '../operator.ts';

const REFUND_TARGETS: Partial<Record<Refund['status'], readonly RefundTarget[]>> = {
  PENDING_REFUND: ['REFUNDING', 'REFUNDED', 'FAILED'],
  REFUNDING: ['REFUNDED', 'FAILED'],
};
const SETTLEMENT_TARGETS: Partial<Record<Settlement['status'], readonly SettlementTarget[]>> = {
  PENDING_SETTLEMENT: ['SETTLING', 'SETTLED', 'FAILED', 'REJECTED'],
  SETTLING: ['SETTLED', 'FAILED'],
};

/** Refunds and settlements of all accounts, newest first, with a button for each allowed transition. */
export function operatorPage(platform: Platform): string {
  const accounts = [...platform.accounts.values()];
  const orders = newest(accounts.flatMap(({ orders }) => [...orders.values()]));
  const refunds = newest(accounts.flatMap(({ refunds }) => [...refunds.values()]));
  const settlements = newest(accounts.flatMap(({ settlements }) => [...settlements.values()]));
  const body = html` <h1>${platform.brand.title} · sandbox operator</h1>
    <section>
      <h2>Refunds</h2>
      ${table(['Refund', 'Order', 'Amount', 'Status', 'Move to'], refunds.map(refundRow))}
    </section>
    <section>
      <h2>Settlements</h2>
      ${table(['Settlement', 'To', 'Amount', 'Status', 'Move to'], settlements.map(settlementRow))}
    </section>
    <section>
      <h2>Orders</h2>
      ${table(['Order', 'Customer', 'To pay', 'Status', ''], orders.map(orderRow))}
    </section>`;
  return page(`${platform.brand.title} operator`, body, 'wide');
}

/** Throws an Error with a message for the page where the transition is not allowed. */
export function submitOperator(platform: Platform, form: URLSearchParams): void {
  const [number, to] = [form.get('number') ?? '', form.get('to') ?? ''];
  const refundTarget = REFUND_TARGETS.PENDING_REFUND?.find((target) => target === to);
  const settlementTarget = SETTLEMENT_TARGETS.PENDING_SETTLEMENT?.find((target) => target === to);
  if (form.get('kind') === 'refund' && refundTarget !== undefined) {
    advanceRefund(platform, number, refundTarget);
  } else if (form.get('kind') === 'settlement' && settlementTarget !== undefined) {
    advanceSettlement(platform, number, settlementTarget);
  } else throw new Error('unknown action');
}

function refundRow(refund: Refund): Html {
  const { refundOrderNo, order, amount, status } = refund;
  const subject = { kind: 'refund', number: refundOrderNo };
  return html`<tr>
    <td>${refundOrderNo}</td>
    <td>${order.orderNo}</td>
    <td>${toText(amount, 2)} ${order.token}</td>
    <td>${status}</td>
    <td>${statusButtons(subject, REFUND_TARGETS[status] ?? [])}</td>
  </tr>`;
}

function settlementRow(settlement: Settlement): Html {
  const { settlementOrderNo, address, amount, token, status } = settlement;
  const subject = { kind: 'settlement', number: settlementOrderNo };
  return html`<tr>
    <td>${settlementOrderNo}</td>
    <td><code>${address ?? 'bank account'}</code></td>
    <td>${toText(amount, 2)} ${token}</td>
    <td>${status}</td>
    <td>${statusButtons(subject, SETTLEMENT_TARGETS[status] ?? [])}</td>
  </tr>`;
}

function orderRow({ sysid, orderNo, customerId, payingAmount, token, status }: Order): Html {
  return html`<tr>
    <td>${orderNo}</td>
    <td>${customerId}</td>
    <td>${toText(payingAmount, 2)} ${token}</td>
    <td>${status}</td>
    <td><a href="/pay/${sysid}">Cashier</a></td>
  </tr>`;
}
