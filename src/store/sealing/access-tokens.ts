import { hash } from 'node:crypto';
import { Secret } from '../../domain/secret.ts';
import { UnopenableError } from './sealer.ts';
import type { Sealer } from './sealer.ts';

/** Whose token it is. One that was given for other credentials or by another address does not open. */
export interface TokenOwner {
  id: string;
  baseUrl: string;
  /** The plain credentials. */
  credentials: string;
}

interface Token {
  value: Secret;
  /** Epoch milliseconds from which a new one is requested. */
  renewAt: number;
}

const useOf = ({ id, baseUrl, credentials }: TokenOwner): string =>
  `access_tokens/${id}/token/${hash('sha256', JSON.stringify([baseUrl, credentials]))}`;

export function sealToken(sealer: Sealer, owner: TokenOwner, { value, renewAt }: Token): string {
  return sealer.seal(JSON.stringify({ value: value.reveal(), renewAt }), useOf(owner));
}

/** Null where it does not open: a new token costs one request. */
export function openToken(sealer: Sealer, owner: TokenOwner, sealed: string): Token | null {
  try {
    const opened = JSON.parse(sealer.open(sealed, useOf(owner))) as {
      value: string;
      renewAt: number;
    };
    return { value: new Secret(opened.value), renewAt: opened.renewAt };
  } catch (error) {
    if (error instanceof UnopenableError) return null;
    throw error;
  }
}
