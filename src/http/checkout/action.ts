import type { Order } from '../../domain/aggregates/aggregate.ts';
import { printAmount } from '../../domain/money.ts';
import type { Money, Network } from '../../domain/money.ts';
import { nextAction } from '../../domain/payer/next-action.ts';
import type { NextAction } from '../../domain/payer/next-action.ts';
import type { Formats } from './formats.ts';
import { html, Html } from './html.ts';
import type { Texts } from './languages/texts.ts';

interface Language {
  texts: Texts;
  formats: Formats;
}

/** What the payer does to pay. `toSend`: the part that is still missing. */
export async function actionOf(
  order: Order,
  toSend: Money,
  language: Language,
): Promise<Html | null> {
  const action = nextAction(order.evidence, order.status);
  switch (action?.kind) {
    case undefined:
      return null;
    case 'REDIRECT':
      return redirect(action.url, language.texts);
    case 'QR_CODE':
      return code(action.payload, language.texts);
    case 'DEPOSIT_ADDRESS':
      return deposit(action, toSend, language);
  }
}

/** Continues at a web page, or in an app of this device, which a phone may open by a code as well. */
async function redirect(url: string, texts: Texts): Promise<Html> {
  const isPage = /^https?:/i.test(url);
  const label = isPage ? texts.openPaymentPage : texts.openApp;
  const button = html`<p><a id="continue" class="button" href="${url}">${label}</a></p>`;
  if (isPage) return button;
  const image = await codeImage(url, texts.codeImage);
  return html`${button}
    <p class="hint">${texts.scanWithPhone}</p>
    ${image}`;
}

async function code(payload: string, texts: Texts): Promise<Html> {
  const image = await codeImage(payload, texts.codeImage);
  return html`<p class="hint">${texts.scanCode}</p>
    ${image}
    <dl class="fields">
      ${field(texts.codeText, payload, copyButton('code', payload, texts.copyCode, texts))}
    </dl>`;
}

const networkNames: Readonly<Record<Network, string>> = {
  ETHEREUM: 'Ethereum (ERC-20)',
  TRON: 'TRON (TRC-20)',
  SOLANA: 'Solana (SPL)',
};

async function deposit(
  action: Extract<NextAction, { kind: 'DEPOSIT_ADDRESS' }>,
  toSend: Money,
  { texts, formats }: Language,
): Promise<Html> {
  const { address, amount, tokenContract, checkoutUrl } = action;
  const { currency } = amount;
  const network = amount.network === null ? null : networkNames[amount.network];
  const exact = copyButton('amount', printAmount(toSend), texts.copyAmount, texts);
  return html`<dl class="fields">
      ${field(texts.sendExactly, formats.money(toSend), exact)}
      ${field(texts.toAddress, address, copyButton('address', address, texts.copyAddress, texts))}
      ${network === null ? null : field(texts.network, network)}
      ${tokenContract === null ? null : field(texts.tokenContract, tokenContract)}
    </dl>
    ${network === null ? null : html`<p class="caution">${texts.onlyThis(currency, network)}</p>`}
    ${await codeImage(address, texts.codeAddressImage)}
    ${
      checkoutUrl === null
        ? null
        : html`<p>
            <a id="continue" class="button quiet" href="${checkoutUrl}">${texts.openPaymentPage}</a>
          </p>`
    }`;
}

const field = (label: string, value: string, button: Html | null = null): Html =>
  html`<div>
    <dt>${label}</dt>
    <dd><code>${value}</code>${button}</dd>
  </div>`;

/** Hidden until the script can copy. */
function copyButton(id: string, value: string, name: string, texts: Texts): Html {
  return html`<button
    type="button"
    id="copy-${id}"
    data-copy="${value}"
    data-copied="${texts.copied}"
    aria-label="${name}"
    hidden
  >
    ${texts.copy}
  </button>`;
}

/** Drawn here, as SVG in the page: white behind the modules, because scanners need it in the dark too. */
async function codeImage(payload: string, name: string): Promise<Html> {
  const { default: QRCode } = await import('qrcode');
  const svg = await QRCode.toString(payload, { type: 'svg', margin: 3 });
  return html`<div class="code" role="img" aria-label="${name}">${new Html(svg)}</div>`;
}
