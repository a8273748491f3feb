import { cause } from '../../../domain/signatures/cause.ts';
import type { Cause } from '../../../domain/signatures/cause.ts';
import { signedBytes } from '../../../domain/signatures/how-signed.ts';
import type { ReadSigned, SignedPart, WireMessage } from '../../../domain/signatures/how-signed.ts';
import { longestUnproven } from '../../json.ts';
import type { NexapayConfig } from '../config.ts';
import { sign, signedParts, signingKey, textOf } from '../signature.ts';
import { wrongWays } from './wrong-ways.ts';

/** Tells how requests, answers and notifications of an account are signed (docs/providers/nexapay.md#signatures). */
export function signedReader({ apiKey, secretKey }: NexapayConfig): ReadSigned {
  const key = signingKey(secretKey.reveal());
  return (message) => {
    const formsOfBody = formsOf(message.body);
    return {
      signature: message.headers['signature']?.trim() ?? '',
      encoding: 'BASE64',
      hash: 'sha256',
      key: secretKey,
      keyed: 'HMAC',
      rightWays: formsOfBody.map((parts) => ({
        parts,
        signature: sign(key, signedBytes(parts, '')),
      })),
      refusals: bodyRefusals(message, formsOfBody.length > 0),
      wrongKeys: [
        {
          ...cause('WRONG_KEY_FIELD', 'The apiKey was used in the place of the secretKey.'),
          key: apiKey,
        },
      ],
      wrongWays: () => wrongWays(message.body),
      withBody: formsOf,
    };
  };
}

/** Both canonical forms, or the one where they are the same. Empty for a body that has none. */
function formsOf(body: Buffer): readonly (readonly SignedPart[])[] {
  try {
    const { J, P } = signedParts(textOf(body));
    return signedBytes(J, '').equals(signedBytes(P, '')) ? [J] : [J, P];
  } catch {
    return [];
  }
}

function bodyRefusals({ direction, body }: WireMessage, isReadable: boolean): readonly Cause[] {
  if (direction === 'WEBHOOK' && body.length > longestUnproven) {
    return [cause('BODY_TOO_LONG', `A notification has at most ${longestUnproven} bytes.`)];
  }
  const object = 'The body must be a JSON object in UTF-8 that names no member twice.';
  return isReadable ? [] : [cause('BODY_UNREADABLE', object)];
}
