import type { Secret } from '../domain/secret.ts';
import { ownerOf } from '../domain/principal.ts';
import { authorizationOf } from '../graphql/transports/authorization.ts';
import type { ExportDeps } from '../http/exports/endpoint.ts';
import type { Deps } from '../operations/deps.ts';
import { openExport } from '../operations/exports/export-log.ts';
import { authenticate } from '../operations/merchants/authenticate.ts';
import { asCaller } from '../store/round-robin.ts';

/** What the endpoint of exports does. It reads with the reader of background work. */
export const exportsOf = (
  { deps, background }: { deps: Deps; background: Deps },
  adminKey: Secret,
  atOnce: number,
  onUnexpectedError: ExportDeps['onUnexpectedError'],
): ExportDeps => ({
  authenticate: (req) => authenticate(deps, adminKey, authorizationOf(req)),
  open: (principal, request) => openExport(background, principal, request),
  asCaller: (principal, work) => asCaller(ownerOf(principal) ?? 'administrator', work),
  atOnce,
  onUnexpectedError,
});
