import type { ProviderModule, ProviderName } from './provider.ts';

export const providerModules: ReadonlyMap<ProviderName, ProviderModule> = new Map();
