import type { AbnormalPayment, Order, Refund } from '../../domain/aggregates/aggregate.ts';
import { sameCurrency, subtract } from '../../domain/money.ts';
import type { Checkout } from '../../operations/orders/checkout.ts';
import { actionOf } from './action.ts';
import { createFormats } from './formats.ts';
import type { Formats } from './formats.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import type { Facts, Outcome, Texts } from './languages/texts.ts';
import { abnormalAmount, amountsOf, deadlineOf, outcomeOf, refundStateOf } from './outcome.ts';
import type { Amounts } from './outcome.ts';

/** The kind of a status, for its color and sign. */
const tones: Readonly<Record<Outcome, 'wait' | 'act' | 'good' | 'bad'>> = {
  PREPARING: 'wait',
  UNKNOWN: 'wait',
  TO_PAY: 'act',
  TO_PAY_REST: 'act',
  TO_APPROVE: 'act',
  AWAITED: 'act',
  CONFIRMING: 'wait',
  AUTHORIZED: 'good',
  PAID: 'good',
  TOO_LITTLE: 'bad',
  EXPIRED: 'bad',
  CANCELED: 'bad',
  DECLINED: 'bad',
  FAILED: 'bad',
  REVERSED: 'bad',
};

export interface Content {
  title: string;
  main: Html;
}

/** All that the page shows of an order. The same order makes the same text, until its time is over. */
export async function contentOf(checkout: Checkout, texts: Texts): Promise<Content> {
  const { order, refunds, abnormalPayments, theme } = checkout;
  const merchant = theme.displayName;
  const formats = createFormats(texts.tag);
  const amounts = amountsOf(order);
  const facts: Facts = {
    merchant,
    due: formats.money(amounts.due),
    received: formats.money(amounts.received),
    rest: formats.money(amounts.rest),
  };
  const outcome = outcomeOf(order);
  const { heading, detail } = texts.outcomes[outcome];
  const tone = tones[outcome];
  const action = await actionOf(order, amounts.rest, { texts, formats });
  const main = html`<section class="card ${tone}">
      ${tone === 'act' ? null : html`<div class="sign" aria-hidden="true"></div>`}
      <h1 id="status" tabindex="-1">${heading(facts)}</h1>
      <p>${detail(facts)}</p>
      ${tone === 'act' ? deadline(checkout, texts, formats) : null} ${action}
    </section>
    ${abnormalList(abnormalPayments, merchant, texts, formats)}
    ${refundList(refunds, texts, formats)} ${summary(order, amounts, facts, texts, formats)}
    ${leave(order, outcome, merchant, texts)}`;
  return { title: `${heading(facts)} · ${merchant}`, main };
}

/** The script counts down in place of the hidden time, and shows the second sentence at the end. */
function deadline({ order, now }: Checkout, texts: Texts, { time }: Formats): Html | null {
  const until = deadlineOf(order);
  if (until === null) return null;
  const isOver = until <= now;
  const iso = new Date(until).toISOString();
  return html`<dl class="deadline" id="deadline" data-until="${until}" ${isOver ? hidden : null}>
      <div>
        <dt>${texts.payBy}</dt>
        <dd><time datetime="${iso}">${time(until)}</time></dd>
      </div>
      <div id="countdown" hidden>
        <dt>${texts.timeLeft}</dt>
        <dd><span role="timer" id="left"></span></dd>
      </div>
    </dl>
    <p class="caution" id="overdue" ${isOver ? null : hidden}>${texts.overdue}</p>`;
}

const hidden = html`hidden`;

function abnormalList(
  payments: readonly AbnormalPayment[],
  merchant: string,
  texts: Texts,
  { money }: Formats,
): Html | null {
  if (payments.length === 0) return null;
  const items = payments.map((payment) => {
    const { type } = payment.evidence;
    const describe = payment.status === 'RESOLVED' ? texts.abnormalResolved : texts.abnormal[type];
    return html`<li>${describe(money(abnormalAmount(payment)), merchant)}</li>`;
  });
  return html`<section class="card">
    <h2>${texts.notices}</h2>
    <ul>
      ${items}
    </ul>
  </section>`;
}

function refundList(refunds: readonly Refund[], texts: Texts, { money }: Formats): Html | null {
  if (refunds.length === 0) return null;
  const items = refunds.map(({ amount, status }) => {
    const state = texts.refundStates[refundStateOf(status)];
    return html`<div>
      <dt>${money(amount)}</dt>
      <dd>${state}</dd>
    </div>`;
  });
  return html`<section class="card">
    <h2>${texts.refunds}</h2>
    <dl class="rows">${items}</dl>
  </section>`;
}

function summary(
  { request, evidence }: Order,
  { due }: Amounts,
  { merchant }: Facts,
  texts: Texts,
  { money }: Formats,
): Html {
  const { amount, description, reference, method } = request;
  const isPriced = sameCurrency(amount, due);
  const fees = isPriced && due.minor > amount.minor ? money(subtract(due, amount)) : null;
  const rows: [string, string | null][] = [
    [texts.payTo, merchant],
    [texts.amount, money(due)],
    [texts.fees, evidence.payable === null ? null : fees],
    [texts.price, isPriced ? null : money(amount)],
    [texts.method, texts.methods[method.type]],
    [texts.description, description],
    [texts.reference, reference],
  ];
  return html`<section class="card">
    <dl class="rows">
      ${rows.flatMap(([label, value]) =>
        value === null
          ? []
          : html`<div>
              <dt>${label}</dt>
              <dd>${value}</dd>
            </div>`,
      )}
    </dl>
  </section>`;
}

const over: readonly Outcome[] = [
  'AUTHORIZED',
  'PAID',
  'TOO_LITTLE',
  'EXPIRED',
  'CANCELED',
  'DECLINED',
  'FAILED',
  'REVERSED',
];

/** Back to the merchant, whenever the payer wants: nothing is opened by itself. */
function leave(
  { request: { returnUrl } }: Order,
  outcome: Outcome,
  merchant: string,
  texts: Texts,
): Html | null {
  const isOver = over.includes(outcome);
  if (returnUrl === null) return isOver ? html`<p class="leave">${texts.mayClose}</p>` : null;
  const style = isOver ? 'button' : 'quiet-link';
  return html`<p class="leave">
    <a id="return" class="${style}" href="${returnUrl}">${texts.backTo(merchant)}</a>
  </p>`;
}
