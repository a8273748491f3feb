import { createHmac } from 'node:crypto';
import type { Cause } from '../../domain/signatures/cause.ts';
import type { HowSigned, RightWay, SignedPart } from '../../domain/signatures/how-signed.ts';
import { isSame } from './digests.ts';
import { findCauses } from './find-causes.ts';

export interface SignatureExplanation {
  valid: boolean;
  parts: readonly SignedPart[];
  /** Hexadecimal; comparable within one explanation. */
  expectedDigest: string | null;
  receivedDigest: string | null;
  causes: readonly Cause[];
}

export interface MessageToExplain {
  signed: HowSigned;
  body: Buffer;
  /** The same message as it would be signed at the merchant's other accounts of the provider. */
  elsewhere: () => AsyncIterable<HowSigned>;
  /** Waits for the turn of the next step. */
  slice: () => Promise<void>;
  /** The key of the digests. */
  secret: Uint8Array;
}

export async function explainMessage({
  signed,
  body,
  elsewhere,
  slice,
  secret,
}: MessageToExplain): Promise<SignatureExplanation> {
  const right = rightWayOf(signed);
  const matched = right !== null && isSigned(signed, right);
  const causes = matched ? signed.refusals : await findCauses({ signed, body, elsewhere, slice });
  const digestOf = (signature: string): string =>
    createHmac('sha256', secret).update(written(signed, signature)).digest('hex');
  return {
    valid: matched && signed.refusals.length === 0,
    parts: right?.parts ?? [],
    expectedDigest: right === null ? null : digestOf(right.signature),
    receivedDigest: signed.signature === '' ? null : digestOf(signed.signature),
    causes,
  };
}

export const isSigned = (signed: HowSigned, { signature }: RightWay): boolean =>
  isSame(Buffer.from(signature), Buffer.from(written(signed, signed.signature)));

/** The way that was taken, or else the first. */
const rightWayOf = (signed: HowSigned): RightWay | null =>
  signed.rightWays.find((way) => isSigned(signed, way)) ?? signed.rightWays[0] ?? null;

const written = ({ encoding }: HowSigned, signature: string): string =>
  encoding === 'ANY_HEX' ? signature.toLowerCase() : signature;
