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
export const statusButtons = (
  subject: Readonly<Record<string, string>>,
  to: readonly string[],
): Html => buttons(subject, 'to', to);

/** A button for each action, which the form submits as `action`. Nothing where there is none. */
export const actionButtons = (
  subject: Readonly<Record<string, string>>,
  actions: readonly string[],
): Html | Html[] => (actions.length === 0 ? [] : buttons(subject, 'action', actions));

function buttons(
  subject: Readonly<Record<string, string>>,
  name: string,
  values: readonly string[],
): Html {
  const names = Object.entries(subject);
  const hidden = names.map(
    ([member, value]) => html`<input type="hidden" name="${member}" value="${value}" />`,
  );
  const shown = values.map(
    (value) => html`<button name="${name}" value="${value}">${value}</button>`,
  );
  return html`<form method="post">${hidden}${shown}</form>`;
}
