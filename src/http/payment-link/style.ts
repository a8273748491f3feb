/** The whole style of the page, but for the merchant's colour (`../checkout/theme.ts`). */
export const style = `
:root { color-scheme: light dark; --ground: #f4f5f8; --card: #ffffff; --ink: #161a21; --soft: #555e6d;
  --line: #dfe3ea; --edge: #767f8e; --bad: #a4281e; font: 1rem/1.55 system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { :root { --ground: #11151b; --card: #1a1f27; --ink: #eceff4;
  --soft: #a3adbd; --line: #323a46; --edge: #8b95a5; --bad: #ff9b90; } }
* { box-sizing: border-box; }
html { background: var(--ground); }
body { max-width: 31rem; margin: 0 auto; padding: 2rem 1rem 1.5rem; color: var(--ink); overflow-wrap: anywhere; }
header { display: flex; align-items: center; gap: 0.75rem; margin-bottom: 1rem; font-weight: 600; }
header img { max-width: 10rem; max-height: 3rem; }
main { padding: 1.5rem; background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem; }
h1 { margin: 0; font-size: 1.25rem; }
.amount { margin: 0.25rem 0 1rem; font-size: 2rem; font-weight: 700; line-height: 1.2; }
fieldset { margin: 1.25rem 0; padding: 0; border: 0; }
legend { padding: 0; font-weight: 600; }
.choice { display: flex; gap: 0.75rem; align-items: center; margin-top: 0.5rem; padding: 0.75rem; cursor: pointer;
  border: 1px solid var(--edge); border-radius: 0.5rem; }
.choice input { accent-color: var(--accent); width: 1.25rem; height: 1.25rem; margin: 0; }
.field { margin-top: 0.75rem; }
.field label, .field span { display: block; }
.field input { width: 100%; padding: 0.625rem; font: inherit; color: inherit; background: var(--card);
  border: 1px solid var(--edge); border-radius: 0.5rem; }
.field input[aria-invalid] { border-color: var(--bad); }
button { width: 100%; padding: 0.875rem; font: inherit; font-weight: 600; color: var(--card);
  background: var(--accent); border: 0; border-radius: 0.5rem; cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.soft { color: var(--soft); font-size: 0.875rem; }
.bad { color: var(--bad); }
footer ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin: 1rem 0 0; padding: 0; list-style: none; }
footer a { color: var(--soft); }
footer a[aria-current] { font-weight: 600; }
`;
