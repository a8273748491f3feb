import { signedBytes } from '../../domain/signatures/how-signed.ts';
import type { SignedPart } from '../../domain/signatures/how-signed.ts';
import { isFresh as isWithin, keyedHash, sameSignature } from '../kit/signing.ts';

/** A signed request, a response (with the request's method and address) or a notification. */
export interface SignedMessage {
  appId: string;
  appSecret: string;
  method: string;
  /** As `urlToSign` returns it; for a notification, the notifyUrl exactly as it was submitted. */
  url: string;
  /** Epoch milliseconds, 13 digits, exactly as in the header. */
  timestamp: string;
  /** 32 hexadecimal digits. */
  nonce: string;
  /** The exact bytes of the body. */
  body: Uint8Array | string;
}

/** The parts of an Authorization header. */
export interface Credentials {
  appId: string;
  sign: string;
  timestamp: string;
  nonce: string;
}

const type = 'V2_SHA256';
const parts = ['appId', 'sign', 'timestamp', 'nonce'] as const;

/** Seven lines, each with a line feed at its end (docs/providers/examplepay.md#signatures). */
export function signedParts(message: Omit<SignedMessage, 'appSecret'>): readonly SignedPart[] {
  const { appId, method, url, timestamp, nonce, body } = message;
  const lines: SignedPart[] = [
    { rule: 'The appId.', value: appId },
    { rule: 'The appSecret.', value: '', isSecret: true },
    { rule: 'The method, in capitals.', value: method.toUpperCase() },
    { rule: 'The full address.', value: url },
    { rule: 'The timestamp of the header, in milliseconds.', value: timestamp },
    { rule: 'The nonce of the header.', value: nonce },
    { rule: 'The exact bytes of the body.', value: body },
  ];
  const lineFeed = { rule: 'A line feed after each line, the last one too.', value: '\n' };
  return lines.flatMap((line) => [line, lineFeed]);
}

/** It contains the secret: never log it. */
export function stringToSign({ appSecret, ...message }: SignedMessage): Buffer {
  return signedBytes(signedParts(message), appSecret);
}

/** Plain SHA-256, not HMAC, in 64 lower-case hexadecimal digits. */
export const sign = ({ appSecret, ...message }: SignedMessage): string =>
  sha256(signedParts(message), appSecret);
const sha256 = keyedHash('sha256');

/** Compares in constant time. A signature of another form is wrong. */
export function signatureMatches(message: SignedMessage, signature: string): boolean {
  return /^[0-9a-f]{64}$/.test(signature) && sameSignature(sign(message), signature);
}

/** The absolute address to sign: lower-case host, no default port, no query, no slash at the end. */
export function urlToSign(address: string): string {
  const { origin, pathname } = new URL(address);
  return origin + pathname.replace(/\/+$/, '');
}

/** The header's value: no spaces or quotes after the type, parts in the documented order. */
export function writeAuthorization(credentials: Credentials): string {
  return `${type} ${parts.map((name) => `${name}=${credentials[name]}`).join(',')}`;
}

/** Accepts any order and spaces after commas. Null if a part is missing or repeated, or the type is another. */
export function readAuthorization(header: string | null | undefined): Credentials | null {
  const found = readFields(header);
  const [appId, sign, timestamp, nonce] = parts.map((name) => found?.get(name) ?? '');
  if (!appId || !sign || !timestamp || !nonce || !/^\d{13}$/.test(timestamp)) return null;
  return { appId, sign, timestamp, nonce };
}

/** The parts of the header, whichever they are. Null if one is repeated or has no name, or the type is another. */
export function readFields(header: string | null | undefined): ReadonlyMap<string, string> | null {
  const [, fields] = /^V2_SHA256 +(.+)$/.exec(header ?? '') ?? [];
  if (fields === undefined) return null;
  const found = new Map<string, string>();
  for (const pair of fields.split(/, */)) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    if (at < 1 || found.has(name)) return null;
    found.set(name, pair.slice(at + 1));
  }
  return found;
}

/** Milliseconds in both directions, ends included (docs/providers/examplepay.md#checks-of-a-signature). */
export const windowMs = 300_000;

export function isFresh(timestamp: string, now: number): boolean {
  return isWithin(timestamp, now, windowMs);
}
