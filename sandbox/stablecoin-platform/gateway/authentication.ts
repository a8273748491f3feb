import type { QueryPrefix } from '../../../src/providers/stablecoin-gateway/signature.ts';
import {
  exchangeStringToSign,
  signatureMatches,
} from '../../../src/providers/stablecoin-gateway/signature.ts';
import type { Account, Platform } from '../books.ts';
import { Refusal } from '../refusal.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { Exchange } from './exchange.ts';

/** Milliseconds, with both ends included (docs/providers/stablecoin-gateway.md#request-signatures). */
const WINDOW_MS = 120_000;

/**
 * Checks headers, timestamp, signature and token, in this order (docs/providers/stablecoin-gateway.md#strict-requests).
 * Returns the account of the call.
 */
export function authenticate(
  platform: Platform,
  tokens: AccessTokens,
  exchange: Exchange,
  options: { queryPrefix: QueryPrefix; tokenExpired: () => boolean; judgedAt: number },
): Account {
  const { signature, timestamp } = readHeaders(platform, exchange);
  if (!/^\d{1,16}$/.test(timestamp)) throw denied('TIMESTAMP must be epoch milliseconds');
  if (Math.abs(options.judgedAt - Number(timestamp)) > WINDOW_MS) {
    throw denied('TIMESTAMP differs from server time by more than 2 minutes');
  }

  const token = /^Bearer (\S+)$/i.exec(exchange.headers.authorization ?? '')?.[1] ?? '';
  const owner = tokens.ownerOf(token);
  // The signature is checked before the token. With an unknown token, a signature with any account's key passes this
  // check.
  const candidates = owner === null ? [...platform.accounts.values()] : [owner];
  const stringToSign = stringToSignOf(exchange, timestamp, options.queryPrefix);
  const signer = candidates.find(({ key }) => signatureMatches(key, stringToSign, signature));
  if (signer === undefined) throw denied('wrong signature');

  if (!tokens.isLive(signer, token)) {
    throw new Refusal('UNAUTHORIZED', 'access token is missing, unknown or expired');
  }
  if (options.tokenExpired()) throw new Refusal('UNAUTHORIZED', 'access token is expired');
  return signer;
}

function readHeaders(
  platform: Platform,
  { headers }: Exchange,
): { signature: string; timestamp: string } {
  const refused = platform.brand.refusedHeaders.find((name) => headers[name] !== undefined);
  if (refused !== undefined) throw denied(`header ${refused.toUpperCase()} is not accepted`);
  const { signature, timestamp } = headers;
  if (typeof signature !== 'string') throw denied('Missing header [SIGNATURE]');
  if (typeof timestamp !== 'string') throw denied('Missing header [TIMESTAMP]');
  return { signature, timestamp };
}

function stringToSignOf(exchange: Exchange, timestamp: string, queryPrefix: QueryPrefix): Buffer {
  try {
    return exchangeStringToSign({ ...exchange, timestamp, queryPrefix });
  } catch {
    throw denied('the query is not percent-encoded UTF-8');
  }
}

function denied(reason: string): Refusal {
  return new Refusal('ACCESS_DENIED', `Access denied: ${reason}`);
}
