import type { EntityKind } from '../books/entity-kind.ts';
import type { Entity, Platform } from '../platform.ts';
import type { Cashier } from './cashier-page.ts';
import { amountForm, button, cashierDocument } from './cashier-page.ts';
import type { Html } from './html.ts';
import { html, messagePage } from './html.ts';
import type { Shown, Visit } from './visit.ts';

/** What a payer can do in place of a wallet, a bank or a shop. */
export interface Button<P extends Platform, E extends Entity> {
  action: string;
  label: string;
  /**
   * Returns the address to which the browser goes, where it leaves the page. Throws an Error with a message for the
   * page where it cannot be done.
   */
  press(platform: P, entity: E): string | void;
}

/** The page on which an entity is paid. */
export interface CashierRules<P extends Platform, E extends Entity> {
  of: Pick<EntityKind<E, P>, 'all'>;
  /** Matches the path of the page. Its group is what `pageOf` returns. */
  path: RegExp;
  /** What identifies the entity in the address of its page. */
  pageOf(entity: E): string;
  /** Why the page is not shown at this address, where it is not. `target`: path and query. */
  refusalOf?(platform: P, entity: E, target: string): string | null;
  show(platform: P, entity: E): Omit<Cashier, 'payer'> | Promise<Omit<Cashier, 'payer'>>;
  /** The first is the usual one. */
  buttons(entity: E): readonly Button<P, E>[];
  /** Beside the buttons. */
  hint?(entity: E): Html | null;
  /** Pays an amount that the payer chooses. Default: none can be chosen. */
  payAmount?(platform: P, entity: E, amount: string): void;
  /** Where a form may lead besides the page itself. */
  leadsTo?(entity: E): string | null;
  /** The status of the redirect there. Default 303. */
  leavesWith?: 302 | 303;
}

/** Shows the page of an entity, or does what a button of it says. Null where the path is not one of such a page. */
export async function visitCashier<P extends Platform, E extends Entity>(
  platform: P,
  rules: CashierRules<P, E>,
  { path, target, form }: Visit,
): Promise<Shown | null> {
  const match = rules.path.exec(path);
  if (match === null) return null;
  const page = match.slice(1).find((group) => group !== undefined);
  const entity = rules.of.all(platform).find((one) => rules.pageOf(one) === page);
  if (entity === undefined) return { status: 404, page: messagePage('There is no such order') };
  const refusal = rules.refusalOf?.(platform, entity, target) ?? null;
  if (refusal !== null) return { status: 403, page: messagePage(refusal) };
  if (form !== null) {
    const location = press(platform, rules, entity, form);
    return location === undefined
      ? { status: 303, location: target }
      : { status: rules.leavesWith ?? 303, location };
  }
  const shown = await rules.show(platform, entity);
  const payer = payerForms(rules, entity);
  const leadsTo = rules.leadsTo?.(entity) ?? null;
  return { status: 200, page: cashierDocument({ ...shown, payer }), leadsTo };
}

function press<P extends Platform, E extends Entity>(
  platform: P,
  rules: CashierRules<P, E>,
  entity: E,
  form: URLSearchParams,
): string | undefined {
  const action = form.get('action');
  if (action === 'custom' && rules.payAmount !== undefined) {
    rules.payAmount(platform, entity, (form.get('amount') ?? '').trim());
    return undefined;
  }
  const pressed = rules.buttons(entity).find((one) => one.action === action);
  if (pressed === undefined) {
    throw new Error(`${action ?? 'nothing'} cannot be done: the order is ${entity.status}`);
  }
  return pressed.press(platform, entity) ?? undefined;
}

function payerForms<P extends Platform, E extends Entity>(
  rules: CashierRules<P, E>,
  entity: E,
): Html | null {
  const buttons = rules.buttons(entity);
  if (buttons.length === 0) return null;
  const drawn = buttons.map(({ action, label }, index) =>
    button(action, label, index === 0 ? 'main' : ''),
  );
  return html`${rules.hint?.(entity) ?? []}
    <form method="post">${drawn}</form>
    ${rules.payAmount === undefined ? [] : amountForm}`;
}
