import { ownerOf } from '../domain/principal.ts';
import type { Principal } from '../domain/principal.ts';
import type { Deps } from '../operations/deps.ts';
import { Loaders } from './loaders.ts';
import { createResponseBudget } from './limits/response-budget.ts';
import type { ResponseBudget } from './limits/response-budget.ts';

export type ProviderModules = Deps['modules'];

/** What a transport knows of a request. */
export interface RequestInfo {
  principal: Principal;
  requestId: string;
  /** The address that it came from. */
  source: string;
  /** The cursor in an SSE client's `Last-Event-ID`. It is later than the one in the document, and takes precedence. */
  resumeAfter: string | null;
}

export interface Context extends RequestInfo {
  deps: Deps;
  modules: ProviderModules;
  loaders: Loaders;
  budget: ResponseBudget;
}

export function createContext(
  deps: Deps,
  modules: ProviderModules,
  { principal, requestId, source, resumeAfter }: RequestInfo,
  beside?: Context,
): Context {
  const loaders = beside?.loaders ?? new Loaders(deps.read, ownerOf(principal));
  const budget = createResponseBudget();
  return { principal, requestId, source, resumeAfter, deps, modules, loaders, budget };
}

/** The caller's merchant. For fields whose scopes exclude the administrator, who has no merchant. */
export function merchantOf({ principal }: Context): string {
  const owner = ownerOf(principal);
  if (owner === null) throw new Error('a field without a merchant is open to the administrator');
  return owner;
}

/** The caller's API key, which is recorded as who acted. For fields whose scopes admit only API keys. */
export function keyOf({ principal }: Context): Extract<Principal, { kind: 'API_KEY' }> {
  if (principal.kind !== 'API_KEY') throw new Error('a field of API keys is open to others');
  return principal;
}
