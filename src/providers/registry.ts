import { anexpayXcheckout } from './anexpay-xcheckout/index.ts';
import { examplepay } from './examplepay/index.ts';
import { nexapay } from './nexapay/index.ts';
import type { ProviderModule, ProviderName } from './provider.ts';
import { vexora } from './vexora/index.ts';
import { wCheckout } from './w-checkout/index.ts';

/** The one list of providers, and the only file that knows their folders. */
const modules: readonly ProviderModule[] = [
  anexpayXcheckout,
  wCheckout,
  vexora,
  nexapay,
  examplepay,
];

export const providerModules: ReadonlyMap<ProviderName, ProviderModule> = new Map(
  modules.map((module) => [module.name, module]),
);

/** Throws a RangeError for a provider that is not in the list. */
export function providerModule(name: ProviderName): ProviderModule {
  const module = providerModules.get(name);
  if (module === undefined) throw new RangeError(`no provider ${name}`);
  return module;
}
