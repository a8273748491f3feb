import { SignJWT, errors, jwtVerify } from 'jose';
import type { Principal } from '../../domain/principal.ts';

/** Bearer tokens for the payer's browser: one order, nothing else. */
export interface ClientTokens {
  /** Valid for as long as the order can be paid and a day longer. */
  make(claims: { merchantId: string; orderId: string; expiresAt: number }): Promise<string>;
  /** Null where it is not one of ours, was altered, or has run out. */
  verify(token: string): Promise<Extract<Principal, { kind: 'CLIENT' }> | null>;
}

const issuer = 'paygraph';
const audience = 'paygraph:order';

/** `key`: 32 bytes that are used for nothing else. */
export function createClientTokens(key: Uint8Array, now: () => number): ClientTokens {
  return {
    make: ({ merchantId, orderId, expiresAt }) =>
      new SignJWT({ mer: merchantId })
        .setProtectedHeader({ alg: 'HS256', kid: '1' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(orderId)
        .setIssuedAt(Math.floor(now() / 1000))
        .setExpirationTime(Math.ceil(expiresAt / 1000))
        .sign(key),
    async verify(token) {
      try {
        const { payload } = await jwtVerify<{ mer: string }>(token, key, {
          algorithms: ['HS256'],
          issuer,
          audience,
          currentDate: new Date(now()),
          requiredClaims: ['sub', 'exp', 'mer'],
        });
        const { sub, mer, exp } = payload;
        if (sub === undefined || exp === undefined || typeof mer !== 'string') return null;
        return { kind: 'CLIENT', merchantId: mer, orderId: sub, expiresAt: exp * 1000 };
      } catch (error) {
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
  };
}
