import type { Secret } from '../../domain/secret.ts';
import { longestUnproven, parseJson } from '../json.ts';
import { nothing, querying, webhookReceiver } from '../kit/webhook.ts';
import type { RawDelivery, Translation, WebhookReceiver } from '../provider.ts';
import { fieldsOf, readings } from './signing/received-fields.ts';
import * as replies from './replies.ts';
import { sign, signatureMatches, stringToSign } from './signature.ts';

/** After any other body Vexora sends the callback again (docs/providers/vexora.md#delivery-of-callbacks). */
const ack = { status: 200, contentType: 'text/plain', body: 'OK' } as const;

export const createWebhookReceiver = (appSecret: Secret): WebhookReceiver =>
  webhookReceiver({
    parse: (body) => parseJson(body.toString('utf8')),
    judge({ body }, message) {
      if (body.length > longestUnproven) return 'body';
      const parsed = message();
      const fields = fieldsOf(parsed);
      if (fields === null) return 'body';
      const signature = fields.find(([name]) => name === 'sign')?.[1] ?? '';
      const isSigned = readings(fields).some((reading) =>
        signatureMatches(stringToSign(reading), appSecret.reveal(), signature),
      );
      if (!isSigned) return 'signature';
      return replies.callback.safeParse(parsed).success ? { eventId: null } : 'body';
    },
    translate: (message, { topic }) => translate(message, topic),
    ack,
  });

/** Makes the body of a callback as Vexora signs it: every value a string, `sign` last. */
export function signCallback(fields: Readonly<Record<string, string>>, appSecret: string): string {
  const signature = sign(stringToSign(Object.entries(fields)), appSecret);
  return JSON.stringify({ ...fields, sign: signature });
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
  if (status === inProgress) return nothing;
  return querying({ about: topic === 'orders' ? 'ORDER' : 'SETTLEMENT', providerReference });
}
