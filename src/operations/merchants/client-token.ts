import { createHmac, createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import * as errors from 'jose/errors';
import { jwtVerify } from 'jose/jwt/verify';
import type { Principal } from '../../domain/principal.ts';
import type { Secret } from '../../domain/secret.ts';
import { deriveKey, keyIdOf } from '../../store/sealing/sealer.ts';

/** Bearer tokens for the payer's browser. Each gives access to one order only. */
export interface ClientTokens {
  /** `expiresAt`: epoch milliseconds. */
  make(claims: {
    merchantId: string;
    orderId: string;
    expiresAt: number;
    /** Default: now. The same claims make the same token. */
    issuedAt?: number;
  }): Promise<string>;
  /** Null if the token is not one of ours or was altered. */
  read(token: string): Promise<Payer | 'EXPIRED' | null>;
  /** As `read`, and null if it has expired. */
  verify(token: string): Promise<Payer | null>;
}

/** Whom a client token admits. */
export type Payer = Extract<Principal, { kind: 'CLIENT' }>;

/** A signing key. Used for client tokens only. */
export interface TokenKey {
  /** The `kid` in the header of tokens. */
  id: string;
  /** 32 bytes. */
  key: KeyObject;
}

const algorithm = 'HS256';
const issuer = 'paygraph';
const audience = 'paygraph:order';
/** Characters. Our tokens have about 350. */
const longestToken = 2048;

/** One key for each master key, with the same id. The active one comes first. */
export function tokenKeys(
  masterKey: Secret<Buffer>,
  previous: readonly Secret<Buffer>[],
): [TokenKey, ...TokenKey[]] {
  return [tokenKey(masterKey), ...previous.map(tokenKey)];
}

function tokenKey(masterKey: Secret<Buffer>): TokenKey {
  const key = masterKey.reveal();
  return { id: keyIdOf(key), key: createSecretKey(deriveKey(key, 'client-tokens')) };
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The first key signs. Every key verifies the tokens that name it. */
export function createClientTokens(
  keys: readonly [TokenKey, ...TokenKey[]],
  now: () => number,
): ClientTokens {
  const [{ id, key }] = keys;
  const head = encoded({ alg: algorithm, kid: id });
  const known = new Map(keys.map((each) => [each.id, each.key]));
  const keyOf = ({ kid }: { kid?: string }): KeyObject => {
    const named = known.get(kid ?? '');
    if (named === undefined) throw new errors.JWKSNoMatchingKey();
    return named;
  };
  async function read(token: string): Promise<Payer | 'EXPIRED' | null> {
    if (token.length > longestToken) return null;
    try {
      const { payload } = await jwtVerify<{ mer: string }>(token, keyOf, {
        algorithms: [algorithm],
        issuer,
        audience,
        currentDate: new Date(now()),
        requiredClaims: ['sub', 'exp', 'mer'],
      });
      const { sub, mer, exp } = payload;
      if (sub === undefined || exp === undefined || typeof mer !== 'string') return null;
      return { kind: 'CLIENT', merchantId: mer, orderId: sub, expiresAt: exp * 1000 };
    } catch (error) {
      // The signature is checked before the times.
      if (error instanceof errors.JWTExpired) return 'EXPIRED';
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }
  return {
    async make({ merchantId, orderId, expiresAt, issuedAt = now() }) {
      const iat = Math.floor(issuedAt / 1000);
      const exp = Math.ceil(expiresAt / 1000);
      const claims = { mer: merchantId, iss: issuer, aud: audience, sub: orderId, iat, exp };
      const signed = `${head}.${encoded(claims)}`;
      return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
    },
    async verify(token) {
      const payer = await read(token);
      return payer === 'EXPIRED' ? null : payer;
    },
    read,
  };
}
