import { hash } from 'node:crypto';
import type { Sealer } from './sealer.ts';

/** Binds the sealed token to its row. */
const tokenUse = (linkId: string): string => `payment_links/${linkId}/token`;

/** `token`: what the address of a payment link ends with. */
export function sealLinkToken(sealer: Sealer, linkId: string, token: string): string {
  return sealer.seal(token, tokenUse(linkId));
}

/** Throws an `UnopenableError`. */
export function openLinkToken(
  sealer: Sealer,
  { id, token }: { id: string; token: string },
): string {
  return sealer.open(token, tokenUse(id));
}

/** A link is found by this. It is an index look-up, so no comparison reveals how much of a guess was right. */
export const linkTokenHash = (token: string): string => hash('sha256', token);
