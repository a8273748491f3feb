import { createHash, timingSafeEqual } from 'node:crypto';
import type { Principal } from '../../domain/principal.ts';
import type { Secret } from '../../domain/secret.ts';
import type { Deps } from '../deps.ts';
import { principalOfKey } from './merchants.ts';

/** The principal of an Authorization header; null if the header is missing or wrong. */
export async function authenticate(
  deps: Deps,
  adminKey: Secret,
  authorization: string | null,
): Promise<Principal | null> {
  if (authorization === null) return null;
  const known = deps.knownCredentials.find(authorization);
  if (known !== null) return known;
  const begun = deps.knownCredentials.begin();
  const principal = await lookUp(deps, adminKey, authorization);
  if (principal !== null) deps.knownCredentials.add(authorization, principal, begun);
  return principal;
}

async function lookUp(
  deps: Deps,
  adminKey: Secret,
  authorization: string,
): Promise<Principal | null> {
  const token = /^Bearer +([\x21-\x7e]{1,4096})$/i.exec(authorization)?.[1];
  if (token === undefined) return null;
  if (timingSafeEqual(digest(token), digest(adminKey.reveal()))) return { kind: 'ADMINISTRATOR' };
  if (token.startsWith('pgk_')) return principalOfKey(deps, token);
  return deps.clientTokens.verify(token);
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
