import type { Html } from './html.ts';
import { html } from './html.ts';

const ROWS = 100;

/** As many as an operator page shows, newest first. */
export function newest<T extends { createdAt: number }>(subjects: readonly T[]): T[] {
  return subjects.toSorted((a, b) => b.createdAt - a.createdAt).slice(0, ROWS);
}

export function table(headings: readonly string[], rows: readonly Html[]): Html {
  if (rows.length === 0) return html`<p>None yet.</p>`;
  const head = headings.map((heading) => html`<th>${heading}</th>`);
  return html`<table>
    <thead>
      <tr>
        ${head}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

/** A button for each status that the operator may move `subject` to, submitted as `to`. */
export function statusButtons(
  subject: Readonly<Record<string, string>>,
  to: readonly string[],
): Html {
  const names = Object.entries(subject);
  const hidden = names.map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  const buttons = to.map((status) => html`<button name="to" value="${status}">${status}</button>`);
  return html`<form method="post">${hidden}${buttons}</form>`;
}
