import { claimIdempotencyKeys, freeIdempotencyKey } from '../queries/idempotency.ts';
import { lockPaymentLinks } from '../queries/payment-links/uses.ts';
import {
  deliveriesByIdentities,
  deliveriesByIds,
  forgetDelivery,
  insertDeliveries,
} from '../queries/webhooks.ts';
import type { WebhookDeliveryRecord } from '../records.ts';
import type { Sql } from '../sql.ts';
import type { Claim, DeliveryOutcome } from './change.ts';
import type { Pause } from './steps.ts';

/** Null: the change itself has claimed it, or claims nothing. */
export type Claimed = WebhookDeliveryRecord | 'TAKEN' | null;

/** Claims what the changes claim, and returns for each what it has found. Of equal claims the first counts. */
export async function claimAll(
  tx: Sql,
  claims: readonly (Claim | undefined)[],
  pause: Pause,
): Promise<Claimed[]> {
  const claimed: Claimed[] = claims.map(() => null);
  const of = <Name extends string>(name: Name) =>
    claims.flatMap((claim, at) =>
      claim !== undefined && name in claim
        ? [[at, claim as Extract<Claim, Record<Name, unknown>>] as const]
        : [],
    );
  const keys = of('key');
  const links = keys.flatMap(([, { linkId }]) => linkId ?? []);
  if (links.length > 0) await lockPaymentLinks(tx, links);
  const free = await claimIdempotencyKeys(
    tx,
    keys.map(([, { key }]) => key),
    pause,
  );
  for (const [nth, [at]] of keys.entries()) if (free[nth] !== true) claimed[at] = 'TAKEN';

  const deliveries = of('delivery');
  const isNew = await insertDeliveries(
    tx,
    deliveries.map(([, { delivery }]) => delivery),
    pause,
  );
  const known = deliveries.filter((_, nth) => isNew[nth] !== true);
  const ids = of('deliveryId');
  const found = [
    ...(await deliveriesByIdentities(
      tx,
      known.map(([, { delivery }]) => delivery),
    )),
    ...(await deliveriesByIds(
      tx,
      ids.map(([, { deliveryId }]) => deliveryId),
    )),
  ];
  const byId = new Map(found.map((one) => [one.id, one]));
  const byIdentity = new Map(found.map((one) => [identityOf(one), one]));
  for (const [at, { delivery }] of known) claimed[at] = there(byIdentity.get(identityOf(delivery)));
  for (const [at, { deliveryId }] of ids) claimed[at] = there(byId.get(deliveryId));
  return claimed;
}

function there(stored: WebhookDeliveryRecord | undefined): WebhookDeliveryRecord {
  if (stored === undefined) throw new Error('a delivery that was there is gone');
  return stored;
}

const identityOf = ({ accountId, identity }: WebhookDeliveryRecord): string =>
  `${accountId} ${identity}`;

/** How the earlier changes of a group left a delivery, or that they gave a claim back. */
export type Left = Map<string, DeliveryOutcome | 'RELEASED'>;

/** What was found claimed, as the earlier changes of the group have left it. */
export function asLeft(
  claim: Claim | undefined,
  claimed: Claimed,
  left: ReadonlyMap<string, DeliveryOutcome | 'RELEASED'>,
): Claimed {
  if (claim === undefined || claimed === null) return claimed;
  const found = left.get(nameOf(claim, claimed));
  // Alone, this change claims it itself.
  if (found === 'RELEASED') throw new Error('what it found claimed is released');
  if (found === undefined || claimed === 'TAKEN') return claimed;
  const { status, attempts, lastError, checkAt } = found;
  return { ...claimed, status, attempts, lastError, checkAt };
}

export function nameOf(claim: Claim, claimed: Claimed): string {
  if ('key' in claim) {
    const { merchantId, mutation, key } = claim.key;
    return `${merchantId} ${mutation} ${key}`;
  }
  if (claimed !== null && claimed !== 'TAKEN') return claimed.id;
  return 'delivery' in claim ? claim.delivery.id : claim.deliveryId;
}

/** Gives back the claim of a refused change, which has written nothing. */
export async function release(tx: Sql, claim: Claim): Promise<void> {
  if ('key' in claim) await freeIdempotencyKey(tx, claim.key);
  if ('delivery' in claim) await forgetDelivery(tx, claim.delivery.id);
}
