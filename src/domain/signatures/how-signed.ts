/** What is known of a signed message: how it has to be signed, and the ways in which others sign it by mistake. */
import type { Secret } from '../secret.ts';
import type { Cause } from './cause.ts';

export const signatureDirections = ['REQUEST', 'RESPONSE', 'WEBHOOK'] as const;
export type SignatureDirection = (typeof signatureDirections)[number];

/** A message as it went over the wire. */
export interface WireMessage {
  direction: SignatureDirection;
  /** Of a response: those of the request that it answers. `url` is absolute. */
  method: string | null;
  url: string | null;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  /** Epoch milliseconds. A time in the message is judged against it. */
  receivedAt: number;
}

/** A part of what is signed, and the rule that puts it there. All parts together, in order, are what is signed. */
export interface SignedPart {
  rule: string;
  value: string | Uint8Array;
  /** The key itself stands here. Its value is nowhere else than in `key`. */
  isSecret?: true;
}

/** A way to sign the message that is accepted. */
export interface RightWay {
  parts: readonly SignedPart[];
  /** As the provider's own signing code makes it. */
  signature: string;
}

/** A way to sign the message that is not accepted, and that somebody may have taken. */
export interface WrongWay extends Cause {
  parts: readonly SignedPart[];
}

/** Another key that may have been taken for the right one. */
export interface WrongKey extends Cause {
  key: Secret;
}

export type HashName = 'md5' | 'sha1' | 'sha256' | 'sha512';

/** How a message is signed. */
export interface HowSigned {
  /** As received; empty where there is none. */
  signature: string;
  /** How a signature is written. ANY_HEX: upper-case digits too. */
  encoding: 'BASE64' | 'HEX' | 'ANY_HEX';
  hash: HashName;
  key: Secret;
  /** HMAC: the key is beside what is signed. PLAIN: it is a part of it. */
  keyed: 'HMAC' | 'PLAIN';
  /** One, or several where the provider's documentation is ambiguous; none where the message cannot be read. */
  rightWays: readonly RightWay[];
  /** Why the message is not accepted whatever its signature is. */
  refusals: readonly Cause[];
  wrongKeys: readonly WrongKey[];
  /** Wrong ways that are this provider's own, likely ones first. At most 100. */
  wrongWays: () => Iterable<WrongWay>;
  /** The accepted ways to sign it if its body were this one. Empty where that cannot be read. */
  withBody: (body: Buffer) => readonly (readonly SignedPart[])[];
}

/** Tells how a message of one account has to be signed. Throws a `ValidationError` where something is not there. */
export type ReadSigned = (message: WireMessage) => HowSigned | NotSigned;

/** The provider signs no such messages. */
export interface NotSigned {
  unsigned: Cause;
}

/** The bytes that are signed. `key` stands where a part is the secret. */
export function signedBytes(parts: readonly SignedPart[], key: string | Uint8Array): Buffer {
  return Buffer.concat(
    parts.map(({ value, isSecret }) => Buffer.from(isSecret ? key : (value as string))),
  );
}

const shownSecret = '***';

/** The same as text that shows no secret. */
export function shownValue({ value, isSecret }: SignedPart): string {
  if (isSecret) return shownSecret;
  return typeof value === 'string' ? value : Buffer.from(value).toString('utf8');
}

export const shownText = (parts: readonly SignedPart[]): string => parts.map(shownValue).join('');
