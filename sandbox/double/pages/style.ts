/** `--brand` is the provider's colour, on which white is legible. */
export const style = `
:root { color-scheme: light dark; --ground: #eef0f4; --card: #fff; --ink: #171c26; --soft: #566072;
  --line: #dde2ea; --good: #0b6e45; --bad: #a82a20; --wait: #2d4bb8;
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif; }
@media (prefers-color-scheme: dark) { :root { --ground: #0f1319; --card: #191f28; --ink: #e9edf4;
  --soft: #a5afbf; --line: #303947; --good: #5bd69d; --bad: #ff9a90; --wait: #a3b7ff; } }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: var(--ground); overflow-wrap: anywhere; }
header { padding: 1rem; color: #fff; background: var(--brand); }
header > div, main, footer { max-width: 28rem; margin: 0 auto; }
header > div { display: flex; justify-content: space-between; align-items: center; gap: 1rem; font-weight: 700; }
.sandbox { padding: 0 .6rem; font-size: .8125rem; font-weight: 600; border: 1px solid #fff; border-radius: 99px; }
main { padding: 1rem; }
section { margin-bottom: 1rem; padding: 1.25rem; background: var(--card); border: 1px solid var(--line);
  border-radius: 14px; }
section:empty { display: none; }
h1 { margin: 0; font-size: 1rem; font-weight: 500; color: var(--soft); }
h2 { margin: 0 0 .75rem; font-size: 1.0625rem; }
p { margin: 0 0 .75rem; } p:last-child { margin: 0; } p:empty { display: none; }
.amount { margin: .1rem 0 .6rem; font-size: 2.1rem; font-weight: 700; line-height: 1.2; letter-spacing: -.02em; }
.status { display: flex; gap: .5rem; align-items: center; font-weight: 600; color: var(--wait); }
.status::before { content: ''; flex: none; width: .7rem; height: .7rem; border-radius: 50%; background: currentColor; }
.status.good { color: var(--good); } .status.bad { color: var(--bad); }
@media (prefers-reduced-motion: no-preference) { .status.wait::before { animation: breathe 1.6s infinite; } }
@keyframes breathe { 50% { opacity: .3; } }
.soft { color: var(--soft); font-size: .9375rem; }
.qr { width: 100%; max-width: 17rem; margin: 0 auto 1rem; background: #fff; border-radius: 10px; overflow: hidden; }
.qr svg { display: block; width: 100%; height: auto; }
.copy { display: flex; gap: .75rem; align-items: center; margin: 0 0 .75rem; padding: .6rem .75rem;
  border: 1px solid var(--line); border-radius: 10px; }
.copy code { flex: 1; } code { font: .875rem ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; }
dl { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .4rem 1rem; margin: 0;
  font-size: .9375rem; }
dt { color: var(--soft); } dd { margin: 0; }
.payer { border-style: dashed; border-width: 2px; background: none; }
form { display: flex; flex-wrap: wrap; gap: .5rem; } form + form { margin-top: .75rem; }
button, input { padding: .55rem .9rem; font: inherit; color: inherit; background: var(--card);
  border: 1px solid var(--soft); border-radius: 10px; }
button { font-weight: 600; cursor: pointer; }
button.main { width: 100%; color: #fff; background: var(--brand); border-color: var(--brand); }
input { flex: 1; min-width: 8rem; }
:focus-visible { outline: 3px solid var(--wait); outline-offset: 2px; }
a { color: var(--wait); } footer { padding: 0 1rem 2rem; font-size: .875rem; color: var(--soft); }
`;
