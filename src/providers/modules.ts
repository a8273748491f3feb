import type { ProviderModule, ProviderName } from './provider.ts';
import * as registry from './registry.ts';

const modules: readonly ProviderModule[] = Object.values(registry);

export const providerModules: ReadonlyMap<ProviderName, ProviderModule> = new Map(
  modules.map((module) => [module.name, module]),
);

/** Throws a RangeError for a provider that is not in the registry. */
export function providerModule(name: ProviderName): ProviderModule {
  const module = providerModules.get(name);
  if (module === undefined) throw new RangeError(`no provider ${name}`);
  return module;
}
