import { cause } from '../../../domain/signatures/cause.ts';
import type { Cause } from '../../../domain/signatures/cause.ts';
import type { ReadSigned, WireMessage } from '../../../domain/signatures/how-signed.ts';
import { required, timeRefusals } from '../../../domain/signatures/wire-message.ts';
import { parseJsonObject } from '../../json.ts';
import type { ExamplepayConfig } from '../config.ts';
import {
  readAuthorization,
  readFields,
  sign,
  signedParts,
  urlToSign,
  windowMs,
} from '../signature.ts';
import { wrongWays } from './wrong-ways.ts';

/** Tells how requests, answers and notifications of an account are signed (docs/providers/examplepay.md#signatures). */
export function signedReader({ appId, appSecret }: ExamplepayConfig): ReadSigned {
  return (message) => {
    const { body, direction, headers } = message;
    const header = headers['authorization']?.trim();
    const fields = readFields(header) ?? new Map<string, string>();
    const of = (name: string): string => fields.get(name) ?? '';
    const address = required(message, 'url');
    const isWebhook = direction === 'WEBHOOK';
    const signed = {
      appId,
      method: isWebhook ? 'POST' : required(message, 'method'),
      url: isWebhook ? address : urlToSign(address),
      timestamp: of('timestamp'),
      nonce: of('nonce'),
    };
    const withBody = (other: Buffer) => signedParts({ ...signed, body: other });
    const signature = sign({ ...signed, appSecret: appSecret.reveal(), body });
    return {
      signature: of('sign'),
      encoding: 'HEX',
      hash: 'sha256',
      key: appSecret,
      keyed: 'PLAIN',
      rightWays: [{ parts: withBody(body), signature }],
      refusals: [
        ...headerRefusals(header, fields),
        ...accountRefusals(of('appId'), appId),
        ...(fields.size === 0 ? [] : timeRefusals(of('timestamp'), message.receivedAt, windowMs)),
        ...bodyRefusals(message),
      ],
      wrongKeys: [],
      wrongWays: () => wrongWays({ ...signed, body }, address, of('appId')),
      withBody: (other) => [withBody(other)],
    };
  };
}

function headerRefusals(
  header: string | undefined,
  fields: ReadonlyMap<string, string>,
): readonly Cause[] {
  if (header === undefined || header === '' || readAuthorization(header) !== null) return [];
  const missing = ['appId', 'sign', 'timestamp', 'nonce'].filter((name) => !fields.get(name));
  // A timestamp of another form is named by the cause that is about the time.
  if (fields.size > 0 && missing.length === 0) return [];
  const form = 'The header must be V2_SHA256 appId=…,sign=…,timestamp=…,nonce=…, without quotes.';
  return [
    cause(
      'HEADER_UNREADABLE',
      fields.size === 0 ? form : `${form} Missing: ${missing.join(', ')}.`,
    ),
  ];
}

function accountRefusals(received: string, appId: string): readonly Cause[] {
  if (received === '' || received === appId) return [];
  return [cause('OTHER_APP_ID', 'The appId in the header is not that of this account.')];
}

/** docs/providers/examplepay.md#one-object-and-no-more */
function bodyRefusals({ direction, body }: WireMessage): readonly Cause[] {
  if (direction === 'REQUEST') return [];
  try {
    parseJsonObject(body);
    return [];
  } catch {
    const one =
      'The body must be one JSON object in UTF-8, without anything after it and without a repeated member.';
    return [cause('BODY_UNREADABLE', one)];
  }
}
