import type { EntityKind, Kind } from '../books/entity-kind.ts';
import type { AccountOf, Entity, Platform } from '../platform.ts';
import type { Html } from './html.ts';
import { html, page } from './html.ts';
import { actionButtons, newest, statusButtons, table } from './tables.ts';
import type { Shown, Visit } from './visit.ts';

interface Link {
  href: string;
  label: string;
}

/** Something that the operator can do with an entity beside moving it. */
export interface OperatorAction<P extends Platform> {
  label: string;
  press(platform: P): void;
}

/** A table of the operator page. Statuses and buttons for the moves that are possible are added to it. */
export interface OperatorTable<P extends Platform> {
  title: string;
  of: Kind<P>;
  headings: readonly string[];
  cellsOf(entity: Entity): (string | Html)[];
  linkOf(entity: Entity): Link | null;
  actionsOf(entity: Entity): readonly OperatorAction<P>[];
}

/**
 * `columns`: what each column shows, by its heading. `link`: a page of the entity. `actions`: what can be done with it
 * now, beside its moves.
 */
export function operatorTable<P extends Platform, E extends Entity>(
  title: string,
  of: EntityKind<E, P>,
  columns: Readonly<Record<string, (entity: E) => string | Html>>,
  link?: (entity: E) => Link,
  actions?: (entity: E) => readonly OperatorAction<P>[],
): OperatorTable<P> {
  return {
    title,
    of,
    headings: Object.keys(columns),
    cellsOf: (entity) => Object.values(columns).map((show) => show(entity as E)),
    linkOf: (entity) => link?.(entity as E) ?? null,
    actionsOf: (entity) => actions?.(entity as E) ?? [],
  };
}

/** What the operator of a provider sees. */
export interface OperatorRules<P extends Platform> {
  tables: readonly OperatorTable<P>[];
  /** What is shown of each account, by heading. Default: nothing. */
  accounts?: {
    title: string;
    columns: Readonly<Record<string, (account: AccountOf<P>) => string>>;
  };
}

export const operatorPath = '/operator';

/** Shows the page, or makes a move. Throws an Error with a message for the page where it cannot be made. */
export function visitOperator<P extends Platform>(
  platform: P,
  title: string,
  rules: OperatorRules<P>,
  { path, form }: Visit,
): Shown {
  if (form === null) return { status: 200, page: operatorPage(platform, title, rules) };
  submit(platform, rules, form);
  return { status: 303, location: path };
}

function operatorPage<P extends Platform>(
  platform: P,
  title: string,
  { tables, accounts }: OperatorRules<P>,
): string {
  const sections = tables.map((one) => entitySection(platform, one));
  const body = html` <h1>${title} · sandbox operator</h1>
    ${sections} ${accounts === undefined ? [] : accountSection(platform, accounts)}`;
  return page(`${title} operator`, body, 'wide');
}

function entitySection<P extends Platform>(platform: P, shown: OperatorTable<P>): Html {
  const { title, of, headings } = shown;
  const entities = newest(of.all(platform));
  const rows = entities.map((entity) => {
    const cells = shown.cellsOf(entity).map((cell) => html`<td>${cell}</td>`);
    const { account, number, status } = entity;
    const subject = { kind: of.name, account: account.id, number };
    const page = shown.linkOf(entity);
    return html`<tr>
      ${cells}
      <td>${status}</td>
      <td>
        ${page === null ? [] : html`<a href="${page.href}">${page.label}</a>`}
        ${statusButtons(subject, of.targetsOf(entity))}
        ${actionButtons(
          subject,
          shown.actionsOf(entity).map(({ label }) => label),
        )}
      </td>
    </tr>`;
  });
  return html`<section>
    <h2>${title}</h2>
    ${table([...headings, 'Status', ''], rows)}
  </section>`;
}

function accountSection<P extends Platform>(
  { accounts }: P,
  { title, columns }: NonNullable<OperatorRules<P>['accounts']>,
): Html {
  const rows = [...accounts.values()].map((account) => {
    const cells = Object.values(columns).map(
      (show) => html`<td>${show(account as AccountOf<P>)}</td>`,
    );
    return html`<tr>
      ${cells}
    </tr>`;
  });
  return html`<section>
    <h2>${title}</h2>
    ${table(Object.keys(columns), rows)}
  </section>`;
}

/** The form names number, and target or action. Kind and account are needed only where the number is not unique. */
function submit<P extends Platform>(
  platform: P,
  { tables }: OperatorRules<P>,
  form: URLSearchParams,
): void {
  const [kind, account] = [form.get('kind'), form.get('account')];
  const [number, to] = [form.get('number'), form.get('to') ?? ''];
  const label = form.get('action');
  for (const shown of tables) {
    const { of } = shown;
    const entity = of
      .all(platform)
      .find((one) => one.number === number && (account === null || one.account.id === account));
    if (entity === undefined || (kind !== null && kind !== of.name)) continue;
    if (label === null) return of.advanceTo(platform, entity, to);
    const action = shown.actionsOf(entity).find((one) => one.label === label);
    if (action === undefined) throw new Error(`${number ?? ''} does not allow ${label} now`);
    return action.press(platform);
  }
  throw new Error(`there is no ${kind ?? 'entity'} ${number ?? ''}`);
}
