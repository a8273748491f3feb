import { createHash } from 'node:crypto';
import { shownText } from '../../domain/signatures/how-signed.ts';
import { sameSignature, sortedFields } from '../kit/signing.ts';
import type { SignedField } from '../kit/signing.ts';

/** Without separators; whitespace stays (docs/providers/vexora.md#signatures). `sign` appends the secret. */
export const stringToSign = (fields: Iterable<SignedField>): string =>
  shownText(sortedFields(fields));

/** MD5 of the UTF-8 bytes of string and secret, 32 lower-case hexadecimal digits. */
export function sign(text: string, appSecret: string): string {
  return createHash('md5')
    .update(text + appSecret, 'utf8')
    .digest('hex');
}

/** Compares in constant time. Accepts upper-case digits too (docs/providers/vexora.md#signatures). */
export function signatureMatches(text: string, appSecret: string, signature: string): boolean {
  return sameSignature(sign(text, appSecret), signature.toLowerCase());
}
