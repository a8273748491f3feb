import type { StoredBody, WebhookDeliveryRecord } from '../records.ts';
import type { Sealer } from './sealer.ts';

/** Binds the sealed body to its row. */
const bodyUse = (deliveryId: string): string => `webhook_deliveries/${deliveryId}/body`;

export function sealBody(sealer: Sealer, deliveryId: string, body: Uint8Array): StoredBody {
  return { bytes: sealer.sealBytes(body, bodyUse(deliveryId)), sealedWith: sealer.keyId };
}

/** Whether the body was erased: a genuine one is never without a byte, and a sealed one never either. */
export const isErased = ({ bytes }: StoredBody): boolean => bytes.length === 0;

/** The body byte for byte as received; without bytes where it was erased. Throws an `UnopenableError`. */
export function openBody(
  sealer: Sealer,
  { id, body }: Pick<WebhookDeliveryRecord, 'id' | 'body'>,
): Buffer {
  return body.sealedWith === null ? body.bytes : sealer.openBytes(body.bytes, bodyUse(id));
}

/**
 * Headers whose values are masked. Signatures are stored, because they prove and open nothing. Providers send nothing
 * more secret than that; what a relay in front of this server adds to authenticate itself is not ours to store.
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
