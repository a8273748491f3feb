import { cause, hmac, isFresh, signedBytes, signingKey } from '@paygraph/provider-kit';
import type { Cause, ReadSigned, SignedPart, WireMessage } from '@paygraph/provider-kit';
import type { StripeConfig } from './config.ts';

/** Both directions. Stripe signs each delivery anew, so only a replayed one is older. */
export const windowMs = 300_000;

const sign = hmac('sha256', 'hex');

/** `Stripe-Signature: t=1492774577,v1=5257a8…,v1=…`: several while the secret is rolled. */
export interface SignatureHeader {
  /** Seconds, as digits. */
  time: string;
  signatures: readonly string[];
}

export function readHeader(header: string | undefined): SignatureHeader {
  const pairs = (header ?? '').split(',').map((pair) => {
    const [name = '', ...value] = pair.trim().split('=');
    return { name, value: value.join('=') };
  });
  const valuesOf = (wanted: string): string[] =>
    pairs.flatMap(({ name, value }) => (name === wanted ? [value] : []));
  return { time: valuesOf('t')[0] ?? '', signatures: valuesOf('v1') };
}

export const isInTime = (time: string, receivedAt: number): boolean =>
  /^\d{1,12}$/.test(time) && isFresh(`${time}000`, receivedAt, windowMs);

const signedParts = (time: string, body: Uint8Array): SignedPart[] => [
  { rule: 'The time of the header `Stripe-Signature`, and a dot.', value: `${time}.` },
  { rule: 'The body, byte by byte.', value: body },
];

/** Makes the signer of one endpoint's secret, all of which is the key, `whsec_` included. */
export function signerOf(secret: string): (time: string, body: Uint8Array) => string {
  const key = signingKey(secret);
  return (time, body) => sign(key, signedBytes(signedParts(time, body), ''));
}

/** Tells how webhooks are signed. Requests and answers are not. */
export function signedReader({ secretKey, webhookSecret }: StripeConfig): ReadSigned {
  const signatureOf = signerOf(webhookSecret.reveal());
  return (message) => {
    if (message.direction !== 'WEBHOOK') {
      return { unsigned: cause('NOT_SIGNED', 'Stripe signs webhooks, and nothing else.') };
    }
    const { time, signatures } = readHeader(message.headers['stripe-signature']);
    const right = signatureOf(time, message.body);
    const { body } = message;
    const parts = signedParts(time, body);
    return {
      signature: signatures.find((signature) => signature === right) ?? signatures[0] ?? '',
      encoding: 'HEX',
      hash: 'sha256',
      key: webhookSecret,
      keyed: 'HMAC',
      rightWays: [{ parts, signature: right }],
      refusals: timeRefusals(time, message),
      wrongKeys: [
        { ...cause('WRONG_KEY_FIELD', 'The secret key was used to sign.'), key: secretKey },
      ],
      wrongWays: () => [
        {
          ...cause('TIME_LEFT_OUT', 'The body was signed without the time before it.'),
          parts: [{ rule: 'The body alone.', value: body }],
        },
      ],
      withBody: (other) => [signedParts(time, other)],
    };
  };
}

const timeRefusals = (time: string, { receivedAt }: WireMessage): Cause[] =>
  isInTime(time, receivedAt)
    ? []
    : [cause('STALE', `The time of a signature may be ${windowMs / 1000} s off, at most.`)];
