import { createHash } from 'node:crypto';
import type { PayerInput } from '../../domain/payment-links/payment-link.ts';
import type { PaymentMethod } from '../../domain/request.ts';
import type { ShownLink } from '../../operations/payment-links/show-payment-link.ts';
import { createFormats } from '../checkout/formats.ts';
import { Html, html } from '../checkout/html.ts';
import { languages } from '../checkout/languages/choose.ts';
import type { Texts } from '../checkout/languages/texts.ts';
import { styleOf } from '../checkout/theme.ts';
import { inputsOf } from './form.ts';
import type { Form } from './form.ts';
import { style } from './style.ts';
import { linkTextsOf } from './texts/all.ts';
import type { Obstacle } from './texts/texts.ts';

export interface Page {
  body: string;
  /** Its Content-Security-Policy. */
  policy: string;
}

/** What is wrong in a form that was sent. */
export type Mistakes = ReadonlySet<PayerInput | 'method'>;

/** The form of a link that can be paid. `publicUrl`: where the form's answer leads to. */
export function formPage(
  link: ShownLink,
  form: Form,
  mistakes: Mistakes,
  texts: Texts,
  publicUrl: string,
): Page {
  const ours = linkTextsOf(texts);
  const { displayName, color, logo } = link.theme;
  const amount = createFormats(texts.tag).money(link.amount);
  const image = logo === null ? null : html`<img src="${logo}" alt="" />`;
  const fields = inputsOf(link).map((input) => inputField(input, form, mistakes, texts));
  const main = html`<h1>${ours.payTo(displayName)}</h1>
    <p class="amount">${amount}</p>
    ${link.description === null ? null : html`<p>${link.description}</p>`}
    ${mistakes.size === 0 ? null : html`<p class="bad" role="alert">${ours.correct}</p>`}
    <form method="post">
      <input type="hidden" name="intent" value="${form.intent}" />
      ${methodField(link, form, mistakes, texts)}
      ${
        fields.length === 0
          ? null
          : html`<fieldset>
              <legend>${ours.details}</legend>
              ${fields}
            </fieldset>`
      }
      <button type="submit">${ours.submit(amount)}</button>
    </form>
    <p class="soft">${ours.note}</p>`;
  const header = html`${image}<span>${displayName}</span>`;
  const title = ours.title(displayName);
  const css = style + styleOf(color);
  return page({ texts, title, header, main, css, formAction: `'self' ${originOf(publicUrl)}` });
}

/** A page without a form: it says why, and what to do. */
export function obstaclePage(obstacle: Obstacle, texts: Texts): Page {
  const { heading, detail } = linkTextsOf(texts).obstacles[obstacle];
  const main = html`<h1>${heading}</h1>
    <p>${detail}</p>`;
  const css = style + styleOf(null);
  return page({ texts, title: heading, header: html``, main, css, formAction: "'none'" });
}

function methodField(link: ShownLink, form: Form, mistakes: Mistakes, texts: Texts): Html {
  const ours = linkTextsOf(texts);
  const [only, ...others] = link.methods;
  if (only !== undefined && others.length === 0) {
    return html`<input type="hidden" name="method" value="${only.index}" />
      <p>${texts.method}: ${methodName(only.method, texts)}</p>`;
  }
  const error = mistakes.has('method')
    ? html`<p class="bad" id="method-error">${ours.chooseOne}</p>`
    : null;
  const choices = link.methods.map(({ index, method }) => {
    const checked = index === form.method ? html` checked` : null;
    return html`<label class="choice"
      ><input type="radio" name="method" value="${index}" required${checked} />
      <span>${methodName(method, texts)}</span></label
    >`;
  });
  return html`<fieldset ${error === null ? null : html`aria-describedby="method-error"`}>
    <legend>${ours.chooseMethod}</legend>
    ${choices} ${error}
  </fieldset>`;
}

/** What browsers fill in, and which keyboard they show. */
const inputKinds: Readonly<Record<PayerInput, { type: string; autocomplete: string }>> = {
  firstName: { type: 'text', autocomplete: 'given-name' },
  lastName: { type: 'text', autocomplete: 'family-name' },
  email: { type: 'email', autocomplete: 'email' },
  phone: { type: 'tel', autocomplete: 'tel' },
  document: { type: 'text', autocomplete: 'off' },
  postcode: { type: 'text', autocomplete: 'postal-code' },
  address: { type: 'text', autocomplete: 'street-address' },
};

function inputField(
  { name, isOfAll }: { name: PayerInput; isOfAll: boolean },
  { details }: Form,
  mistakes: Mistakes,
  texts: Texts,
): Html {
  const ours = linkTextsOf(texts);
  const { type, autocomplete } = inputKinds[name];
  const isWrong = mistakes.has(name);
  const hint = isOfAll ? null : html`<span class="soft" id="${name}-hint">${ours.ifNeeded}</span>`;
  const error = isWrong ? html`<span class="bad" id="${name}-error">${ours.notValid}</span>` : null;
  const about = [
    ...(hint === null ? [] : [`${name}-hint`]),
    ...(isWrong ? [`${name}-error`] : []),
  ].join(' ');
  return html`<div class="field">
    <label for="${name}">${ours.inputs[name]}</label>
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      autocomplete="${autocomplete}"
      maxlength="500"
      value="${details[name] ?? ''}"
      ${isOfAll ? html`required` : null}
      ${isWrong ? html`aria-invalid="true"` : null}
      ${about === '' ? null : html`aria-describedby="${about}"`}
    />
    ${hint} ${error}
  </div>`;
}

function methodName(method: PaymentMethod, texts: Texts): string {
  const name = texts.methods[method.type];
  switch (method.type) {
    case 'STABLECOIN':
      return `${method.currency} (${networkNames[method.network]})`;
    case 'CONVENIENCE_STORE':
      return `${name} (${method.chain})`;
    case 'E_WALLET':
      return `${name} (${method.wallet})`;
    case 'OTHER':
      return method.name;
    case 'BANK_TRANSFER':
    case 'CARD':
    case 'HOSTED_CHECKOUT':
    case 'PIX':
    case 'UPI':
      return name;
  }
}

const networkNames = { ETHEREUM: 'Ethereum', SOLANA: 'Solana', TRON: 'Tron' } as const;

interface Parts {
  texts: Texts;
  title: string;
  header: Html;
  main: Html;
  css: string;
  /** Where the form may lead to. */
  formAction: string;
}

function page({ texts, title, header, main, css, formAction }: Parts): Page {
  const { text } = html`<!doctype html>
    <html lang="${texts.tag}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${new Html(`<style>${css}</style>`)}
      </head>
      <body>
        <header>${header}</header>
        <main>${main}</main>
        <footer>
          <nav aria-label="${texts.language}">
            <ul>
              ${languages.map((one) => switchTo(one, texts))}
            </ul>
          </nav>
        </footer>
      </body>
    </html>`;
  const hash = createHash('sha256').update(css).digest('base64');
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    'img-src data:',
    "base-uri 'none'",
    `form-action ${formAction}`,
    "frame-ancestors 'none'",
  ].join('; ');
  return { body: text, policy };
}

function switchTo({ tag, name }: Texts, { tag: current }: Texts): Html {
  const mark = tag === current ? html`aria-current="true"` : null;
  return html`<li><a href="?lang=${tag}" lang="${tag}" hreflang="${tag}" ${mark}>${name}</a></li>`;
}

const originOf = (url: string): string => new URL(url).origin;
