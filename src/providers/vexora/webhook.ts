import type { Secret } from '../../domain/secret.ts';
import { longestUnproven, parseJson, readOnce } from '../json.ts';
import type { RawDelivery, Translation, Verdict, WebhookReceiver } from '../provider.ts';
import { fieldsOf, readings } from './signing/received-fields.ts';
import * as replies from './replies.ts';
import { sign, signatureMatches, stringToSign } from './signature.ts';

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
