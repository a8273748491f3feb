import type { Principal, Scope } from '../domain/principal.ts';
import type { Deps } from '../operations/deps.ts';
import type { ProviderModule, ProviderName } from '../providers/provider.ts';
import { createLoaders } from './loaders.ts';
import type { Loaders } from './loaders.ts';
import { forbidden } from './refusals.ts';

export type ProviderModules = ReadonlyMap<ProviderName, ProviderModule>;

/** What a transport knows of a request. */
export interface RequestInfo {
  principal: Principal;
  requestId: string;
  /** The address that it came from. */
  source: string;
  /** The cursor of an SSE client's `Last-Event-ID`: it is later than the one in the document. */
  resumeAfter: string | null;
}

export interface Context extends RequestInfo {
  deps: Deps;
  modules: ProviderModules;
  loaders: Loaders;
}

export function createContext(deps: Deps, modules: ProviderModules, info: RequestInfo): Context {
  return { ...info, deps, modules, loaders: createLoaders(deps.read) };
}

/** Whose business it is. The administrator has none. */
export function merchantOf({ principal }: Context): string {
  if (principal.kind === 'ADMINISTRATOR') throw forbidden();
  return principal.merchantId;
}

/** For what is put down to somebody by name: only an API key has one. */
export function keyOf({ principal }: Context): Extract<Principal, { kind: 'API_KEY' }> {
  if (principal.kind !== 'API_KEY') throw forbidden();
  return principal;
}

export function hasScope({ principal }: Context, scope: Scope): boolean {
  return principal.kind === 'API_KEY' && principal.scopes.includes(scope);
}
