import type { DoubleDeclaration, DoubleOptions, HandleOf, RunningDouble } from './double/index.ts';
import { startDouble } from './double/index.ts';
import type { Platform, SwitchesOf } from './double/platform.ts';

/** A merchant's account at a provider: what the demo and the sandbox alone open. */
export interface MerchantRules<Options extends object, Switches extends object> {
  /** The names of the credentials that are secrets. Each is made for the account. */
  secrets: readonly string[];
  /** The other credentials. */
  fixed?: Readonly<Record<string, string>>;
  /** Credentials that a Paygraph account does not have. */
  unconfigured?: readonly string[];
  /** The terms of the account at the provider. */
  terms?: Options;
  /** Settings of the demo's account beside its credentials. They enable calls that the provider does not document. */
  config?: Readonly<Record<string, unknown>>;
  /** How the double behaves for somebody who tries it by hand. */
  switches?: Partial<Switches>;
}

/** An order for GraphiQL, as the input of `createOrder` without account and key. */
export interface SampleOrder {
  /** The name of its tab: `PayAtAcmePay`. */
  operation: string;
  comment: string;
  input: Readonly<Record<string, unknown>>;
}

/** A handle of any double. */
export interface Registrable {
  registerMerchantAccount(account: object): void;
}

/** What the sandbox knows of a provider, its double's types left out. */
export interface Entry {
  readonly name: string;
  readonly title: string;
  readonly merchant: MerchantRules<object, object>;
  readonly order: SampleOrder;
  start(options: DoubleOptions<object>): Promise<RunningDouble<Registrable>>;
}

/** One provider of the sandbox. */
export function entry<
  const Name extends string,
  P extends Platform,
  Options extends object,
  Operation extends string,
  Forgery extends string,
  Effects extends object,
  Controls extends object,
>(
  double: DoubleDeclaration<P, Options, Operation, Forgery, Effects, Controls> & {
    readonly name: Name;
  },
  merchant: MerchantRules<Options, SwitchesOf<P>>,
  order: SampleOrder,
) {
  return {
    name: double.name,
    title: double.title,
    double,
    merchant,
    order,
    start: (options: DoubleOptions<SwitchesOf<P>>) => startDouble(double, options),
  };
}

export type HandleOfEntry<E> = E extends { double: infer Double } ? HandleOf<Double> : never;
export type SwitchesOfEntry<E> = E extends { merchant: MerchantRules<object, infer Switches> }
  ? Switches
  : never;
