import { ownerOf } from '../domain/principal.ts';
import type { Principal } from '../domain/principal.ts';
import { rulesFor } from '../graphql/authorization/client-view.ts';
import { createContext } from '../graphql/context.ts';
import type { Context } from '../graphql/context.ts';
import { costs } from '../graphql/costs.ts';
import type { GraphqlService } from '../graphql/transports/service.ts';
import type { TrustedDocuments } from '../graphql/trusted-documents.ts';
import type { Observing } from './observing/observing.ts';
import { operationObserverOf } from './observing/requests.ts';
import { authenticate } from '../operations/merchants/authenticate.ts';
import { isStillValid } from '../operations/merchants/merchants.ts';
import type { Deps } from '../operations/deps.ts';
import type { Secret } from '../domain/secret.ts';
import type { SourceOf } from '../http/source.ts';
import type { Penalty } from '../http/trust/penalty.ts';

interface ServiceOptions {
  adminKey: Secret;
  sourceOf: SourceOf;
  penalty: Penalty;
  onUnexpectedError: (error: unknown, requestId: string) => void;
  asCaller: <Result>(caller: string, work: () => Result) => Result;
}

/** What is served. */
export interface Served extends Pick<GraphqlService, 'schema'> {
  trusted: TrustedDocuments | null;
}

/** What the GraphQL endpoint needs of the application. Subscriptions read with the reader of background work. */
export function createGraphqlService(
  { deps, background }: { deps: Deps; background: Deps },
  { adminKey, sourceOf, penalty, onUnexpectedError, asCaller }: ServiceOptions,
  observing: Observing,
  { schema, trusted }: Served,
): GraphqlService<Context> {
  return {
    schema,
    authenticate: (authorization) => authenticate(deps, adminKey, authorization),
    isStillValid: (principal) => isStillValid(deps, principal),
    onRevocation: (principal, recheck) => subscribeToRevocation(deps, principal, recheck),
    sourceOf,
    onRefusedCredentials: async (source) => penalty.refused(source),
    createContext: (info, beside) =>
      createContext(info.isStream === true ? background : deps, deps.modules, info, beside),
    asCaller: (principal, work) => asCaller(ownerOf(principal) ?? 'administrator', work),
    costs,
    documentById: (id) => trusted?.byId(id) ?? null,
    rulesFor: (principal) => [...(trusted?.rulesFor(principal) ?? []), ...rulesFor(principal)],
    onUnexpectedError,
    observer: operationObserverOf(deps.log, observing),
  };
}

/** The revocation of a key is notified under the topic of its id. A client token cannot be revoked; it expires. */
function subscribeToRevocation(deps: Deps, principal: Principal, recheck: () => void): () => void {
  if (principal.kind !== 'API_KEY') return () => undefined;
  const { keyId, merchantId } = principal;
  return deps.notifier.subscribe(keyId, { merchantId, readUpTo: () => Infinity, wake: recheck });
}
