import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { html, Html } from '../checkout/html.ts';
import { reply } from '../reply.ts';

/** The colours and letters are those of the documentation (src/docs/assets/site.css). */
const style = `
:root { color-scheme: light dark; --ground: light-dark(#ffffff, #14181c); --raised: light-dark(#f6f8f8, #1b2126);
  --line: light-dark(#dfe5e5, #2f383f); --text: light-dark(#1f2a2e, #d8e0e3); --faint: light-dark(#55646a, #9aa8ae);
  --link: light-dark(#0f6a63, #5cd3c5); --mono: ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', Menlo,
  Consolas, monospace;
  font: 16px/1.6 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); overflow-wrap: break-word; }
a { color: var(--link); text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
header { padding: 0 1.5rem; border-bottom: 1px solid var(--line); }
header a { display: flex; align-items: center; gap: 0.5rem; height: 3.5rem; color: var(--text); font-weight: 650;
  text-decoration: none; }
main { max-width: 60rem; margin: 0 auto; padding: 3rem 1.5rem 4rem; }
h1, h2 { line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; }
h1 { margin: 0 0 1rem; font-size: 2rem; }
h2 { margin: 3rem 0 0.9rem; font-size: 1.25rem; }
p { max-width: 42rem; margin: 0 0 1rem; }
code { padding: 0.1em 0.3em; font: 0.875em var(--mono); background: var(--raised); border-radius: 4px;
  overflow-wrap: anywhere; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr)); gap: 1rem;
  margin: 2rem 0 0; padding: 0; list-style: none; }
.cards li { position: relative; padding: 1.1rem 1.25rem; background: var(--raised); border: 1px solid var(--line);
  border-radius: 10px; }
.cards li:hover { border-color: var(--faint); }
.cards a { font-size: 1.0625rem; font-weight: 600; text-decoration: none; }
.cards a::after { content: ''; position: absolute; inset: 0; }
.cards p { margin: 0.25rem 0 0; color: var(--faint); font-size: 0.9375rem; }
`;

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A page without scripts, as a whole document. */
export function layOut(title: string, main: Html): string {
  const { text } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="/favicon.svg" />
        ${new Html(`<style>${style}</style>`)}
      </head>
      <body>
        <header>
          <a href="/"><img src="/favicon.svg" alt="" width="24" height="24" /> Paygraph</a>
        </header>
        <main>${main}</main>
      </body>
    </html>`;
  return text;
}

export function replyPage(res: ServerResponse, status: number, page: string): void {
  reply(res, status, 'text/html; charset=utf-8', page, {
    'content-security-policy': policy,
    'cross-origin-opener-policy': 'same-origin',
    vary: 'accept',
  });
}
