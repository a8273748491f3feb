import { html, Html } from './html.ts';
import { qrImage } from './qr-image.ts';
import { script } from './script.ts';
import { style } from './style.ts';

/** What a cashier page of any provider shows, all of it in words. */
export interface Cashier {
  brand: { title: string; color: string };
  /** Of the browser's tab and of the page: `Pay order 12`. */
  title: string;
  /** What is being paid for, or to whom. */
  about: string;
  /** With its currency. */
  amount: string;
  status: Status;
  /** How to pay. Null where there is nothing to pay any more. */
  how: Html | null;
  /** Buttons in place of the payer's wallet, bank or shop. Null where there is nothing to do. */
  payer: Html | null;
  details: readonly Detail[];
  /** Null where the merchant gave no address to return to. */
  backTo: string | null;
}

export interface Status {
  text: string;
  tone: 'wait' | 'good' | 'bad';
  /** A second sentence: how long it can still be paid, what comes next. */
  more: string;
}

/** Null where it does not apply. */
export type Detail = readonly [name: string, value: string | Html] | null;

/** The hosted payment page of a provider. It updates itself while it is open. */
export function cashierDocument(cashier: Cashier): string {
  const { brand, title, about, amount, status, how, payer, backTo } = cashier;
  const { text } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${status.tone === 'wait' ? title : status.text}</title>
        ${new Html(`<style>${style}:root { --brand: ${brand.color}; }</style>`)}
      </head>
      <body>
        <header>
          <div><span>${brand.title}</span> <span class="sandbox">Sandbox</span></div>
        </header>
        <main>
          <section>
            <h1>${about}</h1>
            <div class="amount" id="amount" data-live>${amount}</div>
            <p class="status ${status.tone}" id="status" role="status" data-live>${status.text}</p>
            <p class="soft" id="more" data-live>${status.more}</p>
          </section>
          <section id="how" data-live>${how ?? ''}</section>
          <p class="soft" id="copied" role="status"></p>
          <section class="payer" id="payer" data-live>
            ${payer === null ? '' : playing(payer)}
          </section>
          <section>
            <h2>Details</h2>
            <dl id="details" data-live>${rows(cashier.details)}</dl>
          </section>
        </main>
        <footer>
          ${backTo === null ? '' : html`<a href="${backTo}" rel="noreferrer">Back to the merchant</a>`}
          <noscript><a href="">Refresh</a></noscript>
        </footer>
        ${script}
      </body>
    </html>`;
  return text;
}

const playing = (buttons: Html): Html =>
  html`<h2>Play the payer</h2>
    ${buttons}`;

const rows = (details: readonly Detail[]): Html[] =>
  details.flatMap((detail) => {
    if (detail === null) return [];
    const [name, value] = detail;
    return [
      html`<dt>${name}</dt>
        <dd>${value}</dd>`,
    ];
  });

/** A code to scan, for a text that is also there to be copied. `what`: `the deposit address`. */
export async function scannable(text: string, what: string): Promise<Html> {
  return html`<div class="qr" role="img" aria-label="QR code of ${what}">
      ${await qrImage(text)}
    </div>
    ${copied(text, what)}`;
}

export const copied = (text: string, what: string): Html =>
  html`<div class="copy">
    <code>${text}</code>
    <button type="button" data-copy="${text}" aria-label="Copy ${what}">Copy</button>
  </div>`;

export const button = (action: string, label: string, kind = ''): Html =>
  html`<button class="${kind}" name="action" value="${action}">${label}</button>`;

/** A form for an amount that the payer chooses. */
export const amountForm: Html = html`<form method="post">
  <input
    name="amount"
    inputmode="decimal"
    required
    pattern="[0-9]+([.][0-9]+)?"
    aria-label="Amount"
    placeholder="Amount"
  />
  ${button('custom', 'Pay this amount')}
</form>`;

/** `until` and `now`: epoch milliseconds. */
export function timeLeft(until: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  return `Time left: ${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
