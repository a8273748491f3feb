import { createHash } from 'node:crypto';
import type { Checkout } from '../../operations/orders/checkout.ts';
import type { CheckoutAssets } from './assets.ts';
import { contentOf } from './content.ts';
import { html, Html } from './html.ts';
import { languages } from './languages/choose.ts';
import type { Texts } from './languages/texts.ts';
import { styleOf } from './theme.ts';

export interface Page {
  body: string;
  /** Its Content-Security-Policy. */
  policy: string;
}

interface Parts {
  texts: Texts;
  title: string;
  main: Html;
  header: Html;
  /** What the script needs; null on pages that follow nothing. */
  script: Html | null;
  style: string;
}

/** The page of an order. */
export async function checkoutPage(
  checkout: Checkout,
  texts: Texts,
  assets: CheckoutAssets,
): Promise<Page> {
  const { displayName, color, logo } = checkout.theme;
  const { title, main } = await contentOf(checkout, texts);
  const image = logo === null ? null : html`<img src="${logo}" alt="" />`;
  return page(assets, {
    texts,
    title,
    main,
    header: html`${image}<span>${displayName}</span>`,
    script: html`${assets.scripts.map(
        (path) => html`<link rel="modulepreload" href="../${path}" />`,
      )}
      <script
        type="module"
        src="../${assets.main}"
        data-order="${checkout.order.id}"
        data-now="${checkout.now}"
      ></script>`,
    style: styleOf(color),
  });
}

/** A page without an order: it says why, and what to do. */
export function messagePage(
  { heading, detail }: { heading: string; detail: string },
  texts: Texts,
  assets: CheckoutAssets,
): Page {
  return page(assets, {
    texts,
    title: heading,
    main: html`<section class="card bad">
      <div class="sign" aria-hidden="true"></div>
      <h1 id="status" tabindex="-1">${heading}</h1>
      <p>${detail}</p>
    </section>`,
    header: html``,
    script: null,
    style: styleOf(null),
  });
}

function page(assets: CheckoutAssets, { texts, title, main, header, script, style }: Parts): Page {
  const { text } = html`<!doctype html>
    <html lang="${texts.tag}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="../${assets.style}" />
        ${new Html(`<style>${style}</style>`)} ${script}
      </head>
      <body>
        <header>${header}</header>
        <p
          id="line"
          class="line"
          role="status"
          data-lost="${texts.reconnecting}"
          data-back="${texts.reconnected}"
          data-ended="${texts.ended}"
        ></p>
        <p id="announcement" class="unseen" role="status"></p>
        <main id="main">${main}</main>
        ${
          script === null
            ? null
            : html`<noscript
                ><p class="leave">
                  ${texts.withoutScript} <a href="">${texts.refresh}</a>
                </p></noscript
              >`
        }
        <footer>
          <nav aria-label="${texts.language}">
            <ul>
              ${languages.map((one) => switchTo(one, texts))}
            </ul>
          </nav>
        </footer>
      </body>
    </html>`;
  return { body: text, policy: policyFor(style) };
}

function switchTo({ tag, name }: Texts, { tag: current }: Texts): Html {
  const mark = tag === current ? html`aria-current="true"` : null;
  return html`<li><a href="?lang=${tag}" lang="${tag}" hreflang="${tag}" ${mark}>${name}</a></li>`;
}

/** Only what this server sends, and the one style that is in the page. */
function policyFor(style: string): string {
  const hash = createHash('sha256').update(style).digest('base64');
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'sha256-${hash}'`,
    'img-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
