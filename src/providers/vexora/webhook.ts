import type { Secret } from '../../domain/secret.ts';
import { JsonNumber, longestUnproven, parseJson, readOnce } from '../json.ts';
import type { RawDelivery, Translation, Verdict, WebhookReceiver } from '../provider.ts';
import * as replies from './replies.ts';
import { sign, signatureMatches, stringToSign } from './signature.ts';
import type { SignedField } from './signature.ts';

/** After any other body Vexora sends the callback again (docs/providers/vexora.md#delivery-of-callbacks). */
const ack = { status: 200, contentType: 'text/plain', body: 'OK' } as const;

export function createWebhookReceiver(appSecret: Secret): WebhookReceiver {
  const bodyOf = readOnce((body) => parseJson(body.toString('utf8')));
  return {
    verify({ body }: RawDelivery): Verdict {
      if (body.length > longestUnproven) return forged('body');
      const parsed = tryParse(body, bodyOf);
      const fields = fieldsOf(parsed);
      if (fields === null) return forged('body');
      const signature = fields.find(([name]) => name === 'sign')?.[1] ?? '';
      const isSigned = readings(fields).some((reading) =>
        signatureMatches(stringToSign(reading), appSecret.reveal(), signature),
      );
      if (!isSigned) return forged('signature');
      return replies.callback.safeParse(parsed).success
        ? { genuine: true, eventId: null }
        : forged('body');
    },
    translate: ({ body, topic }) => translate(bodyOf(body), topic),
    ack,
  };
}

/** Makes the body of a callback as Vexora signs it: every value a string, `sign` last. */
export function signCallback(fields: Readonly<Record<string, string>>, appSecret: string): string {
  const signature = sign(stringToSign(Object.entries(fields)), appSecret);
  return JSON.stringify({ ...fields, sign: signature });
}

function forged(reason: string): Verdict {
  return { genuine: false, reason };
}

function tryParse(body: Buffer, read: (body: Buffer) => unknown): unknown {
  try {
    return read(body);
  } catch {
    return undefined;
  }
}

type ReceivedField = readonly [name: string, value: string | null];

/** The values as received, as text. Null for a body that is not an object, or that contains objects or lists. */
function fieldsOf(body: unknown): readonly ReceivedField[] | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const fields: ReceivedField[] = [];
  for (const [name, value] of Object.entries(body)) {
    if (value instanceof JsonNumber) fields.push([name, value.lexeme]);
    else if (typeof value === 'string' || value === null) fields.push([name, value]);
    else if (typeof value === 'boolean') fields.push([name, String(value)]);
    else return null;
  }
  return fields;
}

/**
 * Vexora's code sample signs a null as the text `null`; its later documentation leaves it out
 * (docs/providers/vexora.md#signed-values).
 */
function readings(fields: readonly ReceivedField[]): readonly SignedField[][] {
  const withNull = (text: string) =>
    fields.map(([name, value]): SignedField => [name, value ?? text]);
  return fields.some(([, value]) => value === null)
    ? [withNull(''), withNull('null')]
    : [withNull('')];
}

const inProgress = '0015';

/**
 * An MD5 over fields without separators proves little, and the message does not say what it is about. The address tells
 * whether it is about an order or a settlement, and a query confirms it.
 */
function translate(message: unknown, topic: RawDelivery['topic']): Translation {
  const { tradeNo: providerReference, status } = replies.callback.parse(message);
  if (topic !== 'orders' && topic !== 'settlements') {
    throw new Error('the address does not say whether it is of an order or a disbursement');
  }
  if (status === inProgress) return { observations: [], queries: [] };
  const about = topic === 'orders' ? 'ORDER' : 'SETTLEMENT';
  return { observations: [], queries: [{ about, providerReference }] };
}
