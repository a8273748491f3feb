import { NotFoundError } from '../../domain/errors.ts';
import { deliveryById } from '../../store/queries/webhooks.ts';
import { isErased } from '../../store/sealing/webhooks.ts';
import type { WebhookDeliveryRecord } from '../../store/records.ts';
import type { Deps } from '../deps.ts';
import { existing } from '../find.ts';
import { retryDelivery } from './retry-delivery.ts';

/**
 * Tries a stored webhook again, whatever its status. What it has done before is not done twice. Throws
 * NotFoundError, also where its body is no longer kept.
 */
export async function replayWebhook(
  deps: Deps,
  merchantId: string,
  id: string,
): Promise<WebhookDeliveryRecord> {
  const delivery = await deliveryById(deps.read, id, merchantId);
  if (delivery === null) throw new NotFoundError('webhook delivery');
  if (isErased(delivery.body)) throw new NotFoundError('webhook body: it is no longer kept');
  await deps.locks.run(id, () => retryDelivery(deps, id));
  return existing(deliveryById(deps.read, id));
}
