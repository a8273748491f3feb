import type { WebhookDeliveryRecord } from '../store/records.ts';
import type { Deps } from './deps.ts';

export async function replayWebhook(
  _deps: Deps,
  _merchantId: string,
  _id: string,
): Promise<WebhookDeliveryRecord> {
  throw new Error('not written yet');
}
