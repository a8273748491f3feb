import { NotFoundError } from '../../domain/errors.ts';
import { deliveryById } from '../../store/queries/webhooks.ts';
import type { WebhookDeliveryRecord } from '../../store/records.ts';
import { openBody } from '../../store/sealing/webhooks.ts';
import type { Deps } from '../deps.ts';
import { existing } from '../find.ts';
import { retryDelivery } from './receive-webhook.ts';

/** Whether its body is no longer kept (docs/running.md#retention). */
function isForgotten(deps: Deps, stored: WebhookDeliveryRecord): boolean {
  try {
    return openBody(deps.sealer, stored).length === 0;
  } catch {
    return false;
  }
}

export async function replayWebhook(
  deps: Deps,
  merchantId: string,
  id: string,
): Promise<WebhookDeliveryRecord> {
  const delivery = await deliveryById(deps.read, id, merchantId);
  if (delivery === null) throw new NotFoundError('webhook delivery');
  if (isForgotten(deps, delivery)) throw new NotFoundError('webhook body: it is no longer kept');
  await deps.locks.run(id, () => retryDelivery(deps, id));
  return existing(deliveryById(deps.read, id));
}
