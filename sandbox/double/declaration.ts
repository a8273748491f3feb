import type { Api } from './api/api.ts';
import type { AccountRules } from './books/accounts.ts';
import type { Kind } from './books/entity-kind.ts';
import type { DoubleHandle } from './handle.ts';
import type { CashierRules } from './pages/cashier.ts';
import type { ControlCalls } from './pages/control.ts';
import type { OperatorRules } from './pages/operator.ts';
import type { AccountOf, Entity, Platform, SwitchesOf } from './platform.ts';
import type { WebhookRules } from './webhooks/webhooks.ts';

/** A provider as it is played: all that is its own. */
export interface DoubleDeclaration<
  P extends Platform = Platform,
  Options extends object = object,
  Operation extends string = string,
  Forgery extends string = string,
  Effects extends object = object,
  Controls extends object = object,
> {
  /** As Paygraph names it: `ACME_PAY`. */
  name: string;
  title: string;
  /** How it behaves where it can behave in several ways, at first. */
  switches: SwitchesOf<P>;
  /** The effects that are counted. */
  effects: Effects;
  accounts: AccountRules<P, Options>;
  kinds: readonly Kind<P>[];
  api: Api<P, Operation>;
  webhooks: WebhookRules<P, Forgery>;
  cashier: CashierRules<P, Entity>;
  operator: OperatorRules<P>;
  /** What payers and operator can do, for tests. */
  controls(platform: P): Controls;
  /** The same for tests in other processes. */
  controlCalls?(controls: Controls): ControlCalls;
  /** The address of the API, where it is not the origin. */
  baseUrlOf?(origin: string): string;
  /** What may precede `/operator` in its path. Default: nothing. */
  operatorBase?: RegExp;
  /** Plans what an account was waiting for, besides its entities, when it has been read from the file of the books. */
  resume?(platform: P, account: AccountOf<P>): void;
}

/** What tests have in their hands of a running double. */
export type HandleOf<Declaration> =
  Declaration extends DoubleDeclaration<
    infer P,
    infer Options,
    infer Operation,
    infer Forgery,
    infer Effects,
    infer Controls
  >
    ? DoubleHandle<P, Options, Operation, Forgery, Effects> & Controls
    : never;

/** Declares a double. Types are inferred from its parts. */
export const declareDouble = <
  P extends Platform,
  Options extends object,
  Operation extends string,
  Forgery extends string,
  Effects extends object,
  Controls extends object,
>(
  declaration: DoubleDeclaration<P, Options, Operation, Forgery, Effects, Controls>,
): DoubleDeclaration<P, Options, Operation, Forgery, Effects, Controls> => declaration;
