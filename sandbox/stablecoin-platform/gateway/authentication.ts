import {
  exchangeStringToSign,
  signatureMatches,
} from '../../../src/providers/stablecoin-gateway/signature.ts';
import type { Exchange } from '../../double/index.ts';
import type { Brand } from '../brands.ts';
import { keyOf, refused } from '../platform.ts';
import type { StablecoinAccount, StablecoinPlatform } from '../platform.ts';
import { accessTokensOf } from './access-tokens.ts';

/** Milliseconds, with both ends included (docs/providers/stablecoin-gateway.md#request-signatures). */
const windowMs = 120_000;

/**
 * Checks headers, timestamp, signature and token, in this order
 * (docs/providers/stablecoin-gateway.md#strict-requests).
 */
export const authenticateFor =
  (brand: Brand) =>
  (platform: StablecoinPlatform, exchange: Exchange, judgedAt: number): StablecoinAccount => {
    const { signature, timestamp } = readHeaders(brand, exchange);
    if (!/^\d{1,16}$/.test(timestamp)) throw denied('TIMESTAMP must be epoch milliseconds');
    if (Math.abs(judgedAt - Number(timestamp)) > windowMs) {
      throw denied('TIMESTAMP differs from server time by more than 2 minutes');
    }
    const tokens = accessTokensOf(platform);
    const owner = tokens.ownerOf(exchange.bearer);
    // The signature is checked before the token. With an unknown token, a signature with any account's key passes
    // this check.
    const candidates = owner === null ? [...platform.accounts.values()] : [owner];
    const signed = stringToSign(platform, exchange, timestamp);
    const signer = candidates.find((one) => signatureMatches(keyOf(one), signed, signature));
    if (signer === undefined) throw denied('wrong signature');
    if (tokens.isLive(signer, exchange.bearer)) return signer;
    throw refused('UNAUTHORIZED', 'access token is missing, unknown or expired');
  };

function readHeaders(
  { refusedHeaders }: Brand,
  { headers }: Exchange,
): { signature: string; timestamp: string } {
  const unwanted = refusedHeaders.find((name) => headers[name] !== undefined);
  if (unwanted !== undefined) throw denied(`header ${unwanted.toUpperCase()} is not accepted`);
  const { signature, timestamp } = headers;
  if (typeof signature !== 'string') throw denied('Missing header [SIGNATURE]');
  if (typeof timestamp !== 'string') throw denied('Missing header [TIMESTAMP]');
  return { signature, timestamp };
}

function stringToSign(
  { switches }: StablecoinPlatform,
  { method, target, body }: Exchange,
  timestamp: string,
): Buffer {
  const { queryPrefix } = switches;
  try {
    return exchangeStringToSign({ method, target, body, timestamp, queryPrefix });
  } catch {
    throw denied('the query is not percent-encoded UTF-8');
  }
}

const denied = (reason: string) => refused('ACCESS_DENIED', `Access denied: ${reason}`);
