/** The bytes that a received signature may stand for, and what is wrong where it is not written as it has to be. */
import type { Cause } from './cause.ts';
import { cause } from './cause.ts';
import type { HowSigned } from './how-signed.ts';

export interface ReadSignature {
  bytes: Buffer;
  /** Null where it is written as it has to be. */
  cause: Cause | null;
}

type Encoding = HowSigned['encoding'];

/** Characters of the longest signature that is read: that of SHA-512 in hexadecimal, with something around it. */
const longest = 512;

/** Every way to read it, at most ten. Empty where nothing can be read from it. */
export function readSignature(text: string, encoding: Encoding): readonly ReadSignature[] {
  if (text.length > longest) return [];
  const exact = readExact(text, encoding);
  const plain = withoutDecoration(text);
  if (plain === text) return exact;
  const decorated = cause(
    'SIGNATURE_DECORATED',
    'Something stands around the signature: spaces, quotes, percent-encoding or a prefix such as sha256=.',
  );
  const inside = readExact(plain, encoding);
  return [...exact, ...inside.map((read) => ({ ...read, cause: read.cause ?? decorated }))];
}

function readExact(text: string, encoding: Encoding): ReadSignature[] {
  const read: ReadSignature[] = [];
  if (/^(?:[\da-f]{2})+$/i.test(text)) {
    read.push({ bytes: Buffer.from(text, 'hex'), cause: causeOfHex(text, encoding) });
  }
  if (/^[\w+/-]+={0,2}$/.test(text)) {
    const bytes = Buffer.from(text, 'base64');
    read.push({ bytes, cause: causeOfBase64(text, bytes, encoding) });
    const inside = bytes.toString('latin1');
    if (/^(?:[\da-f]{2})+$/i.test(inside)) {
      const twice =
        'The signature is Base64 of hexadecimal digits, instead of Base64 of the bytes.';
      read.push({ bytes: Buffer.from(inside, 'hex'), cause: cause('BASE64_OF_HEX', twice) });
    }
  }
  return read;
}

function causeOfHex(text: string, encoding: Encoding): Cause | null {
  if (encoding === 'BASE64') {
    return cause('HEX_FOR_BASE64', 'The signature is in hexadecimal, and has to be in Base64.');
  }
  if (encoding === 'ANY_HEX' || text === text.toLowerCase()) return null;
  return cause('UPPER_CASE_HEX', 'The hexadecimal digits of the signature must be in lower case.');
}

function causeOfBase64(text: string, bytes: Buffer, encoding: Encoding): Cause | null {
  if (encoding !== 'BASE64') {
    return cause('BASE64_FOR_HEX', 'The signature is in Base64, and has to be in hexadecimal.');
  }
  if (/[-_]/.test(text)) {
    const alphabet =
      'The signature is in the URL-safe alphabet of Base64, and has to be in the standard one.';
    return cause('BASE64URL_FOR_BASE64', alphabet);
  }
  if (text === bytes.toString('base64')) return null;
  return cause(
    'PADDING_MISSING',
    'The Base64 of the signature is not padded with = as it has to be.',
  );
}

function withoutDecoration(text: string): string {
  const decoded = /%[\da-f]{2}/i.test(text) ? text.replaceAll(/%[\da-f]{2}/gi, decode) : text;
  const plain = decoded
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .replace(/^(?:sha\d+|md5|hmac|v\d+|sign|signature|Bearer)[=: ,]+/i, '')
    .trim();
  // A plus that went through a form arrives as a space.
  return plain.replaceAll(' ', '+');
}

const decode = (escape: string): string =>
  String.fromCharCode(Number.parseInt(escape.slice(1), 16));
