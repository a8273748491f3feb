import type { Html } from './html.ts';
import { html } from './html.ts';

const ROWS = 100;

/** The newest 100, newest first: as many as an operator page shows. */
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

/**
 * A button for each status in `to` that the operator may set. The form submits it as `to`, with the members of
 * `subject`.
 */
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
