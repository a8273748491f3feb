import type { ProviderModule, ProviderModules, ProviderName } from './provider.ts';
import * as registry from './registry.ts';

const modules: readonly ProviderModule[] = Object.values(registry);

/** The providers of the registry. Those from outside are loaded beside them (`loading/load-providers.ts`). */
export const providerModules: ProviderModules = new Map(
  modules.map((module) => [module.name, module]),
);

/** Throws a RangeError for a provider that is not in the registry. */
export function providerModule(name: ProviderName): ProviderModule {
  const module = providerModules.get(name);
  if (module === undefined) throw new RangeError(`no provider ${name}`);
  return module;
}
