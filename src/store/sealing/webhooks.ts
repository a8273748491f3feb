import type { StoredBody, WebhookDeliveryRecord } from '../records.ts';
import type { Sealer } from './sealer.ts';

/** What of a delivery is sealed belongs to its row. */
const bodyUse = (deliveryId: string): string => `webhook_deliveries/${deliveryId}/body`;

export function sealBody(sealer: Sealer, deliveryId: string, body: Uint8Array): StoredBody {
  return { bytes: sealer.sealBytes(body, bodyUse(deliveryId)), sealedWith: sealer.keyId };
}

/** Byte for byte as it came in. Throws an `UnopenableError`. */
export function openBody(
  sealer: Sealer,
  { id, body }: Pick<WebhookDeliveryRecord, 'id' | 'body'>,
): Buffer {
  return body.sealedWith === null ? body.bytes : sealer.openBytes(body.bytes, bodyUse(id));
}

/**
 * Signatures stay, for they prove and open nothing. No provider sends more than that; what a relay in front adds to
 * get in somewhere is not ours to keep.
 */
const secretNames =
  /^(?:cookie|set-cookie|proxy-authorization)$|api[-_]?key|token|secret|password/m;
const secretAuthorization = /(?:^|,)\s*(?:basic|bearer|digest)\s/i;

export function storedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const { authorization = '' } = headers;
  const hasSecret =
    secretNames.test(Object.keys(headers).join('\n')) || secretAuthorization.test(authorization);
  if (!hasSecret) return headers;
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const isSecret =
        secretNames.test(name) || (name === 'authorization' && secretAuthorization.test(value));
      return [name, isSecret ? '***' : value];
    }),
  );
}
