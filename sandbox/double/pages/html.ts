/** Text that is already HTML. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Html | readonly Html[];

/** Escapes the values of the template, unless they are already HTML. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(String.raw({ raw: strings }, ...parts.map(render)));
}

function render(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map((item) => item.text).join('');
  return String(part).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

const STYLE = new Html(`<style>
:root { color-scheme: light dark; --ink: #14213d; --paper: #f4f6fb; --card: #fff; --line: #d9dfec;
  --soft: #5c6784; --accent: #2446d8; --good: #0b7a4b; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf8; --paper: #0d1220; --card: #161d30;
  --line: #2b3550; --soft: #9aa6c4; --accent: #8fa6ff; --good: #56d69b; --bad: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink);
  background: var(--paper); }
main { max-width: 34rem; margin: 2.5rem auto; padding: 0 1rem; }
main.wide { max-width: 64rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 14px;
  padding: 1.4rem 1.6rem; margin-bottom: 1.2rem; overflow-x: auto; }
h1 { font-size: 1rem; margin: 0 0 1rem; color: var(--soft); font-weight: 600; }
h2 { font-size: 1.05rem; margin: 0 0 .8rem; }
.amount { font-size: 2.2rem; font-weight: 700; letter-spacing: -.02em; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.2rem; margin: 1rem 0 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
code { font-size: .92em; }
.status { display: inline-block; padding: .1rem .6rem; border-radius: 99px; font-size: .85rem;
  font-weight: 600; border: 1px solid currentColor; color: var(--accent); }
.status.good { color: var(--good); } .status.bad { color: var(--bad); }
form { display: inline-flex; flex-wrap: wrap; gap: .5rem; }
button { font: inherit; font-weight: 600; padding: .5rem .9rem; border-radius: 9px; cursor: pointer;
  border: 1px solid var(--line); background: transparent; color: inherit; }
button.main { background: #2446d8; border-color: #2446d8; color: #fff; }
button:hover, button:focus-visible { border-color: var(--accent); }
input { font: inherit; padding: .5rem .7rem; border-radius: 9px; border: 1px solid var(--line);
  background: transparent; color: inherit; width: 10rem; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; padding: .45rem .8rem .45rem 0; border-bottom: 1px solid var(--line); }
td code { overflow-wrap: anywhere; }
th { color: var(--soft); font-weight: 600; } a { color: var(--accent); }
footer { color: var(--soft); font-size: .85rem; }
</style>`);

export function page(title: string, body: Html, kind: 'narrow' | 'wide' = 'narrow'): string {
  const { text } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${STYLE}
      </head>
      <body>
        <main class="${kind}">${body}</main>
      </body>
    </html>`;
  return text;
}

/** A page with a single message. */
export function messagePage(message: string): string {
  return page('Sandbox', html`<section><h2>${message}</h2></section>`);
}

export function errorPage(error: unknown): string {
  return messagePage(error instanceof Error ? error.message : String(error));
}
