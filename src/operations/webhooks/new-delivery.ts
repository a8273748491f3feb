import { concern, currentWork } from '../../log/work.ts';
import { sealBody, storedHeaders } from '../../store/sealing/webhooks.ts';
import type { AccountRecord, WebhookDeliveryRecord } from '../../store/records.ts';
import { storableText } from '../../store/texts.ts';
import type { Deps } from '../deps.ts';
import { aboutOf, identityOf } from './delivery-subjects.ts';
import type { IncomingWebhook } from './refuse.ts';
import type { Message } from './understand-webhook.ts';

/** What is stored of a webhook before it is applied. From here on the work for it names the delivery. */
export function newDelivery(
  deps: Deps,
  account: AccountRecord,
  incoming: IncomingWebhook,
  sentId: string | null,
  message: Message,
): WebhookDeliveryRecord {
  const id = deps.ids.make('whd');
  const work = currentWork();
  if (work !== undefined) work.delivery = id;
  const eventId = sentId === null ? null : storableText(sentId);
  return {
    id,
    merchantId: account.merchantId,
    accountId: account.id,
    status: 'APPLIED',
    eventId,
    topic: incoming.topic,
    identity: identityOf(incoming, eventId, message),
    about: aboutOf(message, account.id),
    headers: storedHeaders(incoming.headers),
    body: sealBody(deps.sealer, id, incoming.body),
    attempts: 0,
    lastError: null,
    receivedAt: incoming.receivedAt,
    checkAt: null,
  };
}

/** What became of a webhook, and the delivery as which it is stored. `about`: its orders and settlements. */
export interface Received<Verdict> {
  verdict: Verdict;
  delivery: string;
  about: readonly string[];
}

/** From here on the work names what the webhook is about, and of a repetition the delivery that came first. */
export function became<Verdict>({ verdict, delivery, about }: Received<Verdict>): Verdict {
  const work = currentWork();
  if (work !== undefined) work.delivery = delivery;
  for (const id of about) concern(work, id);
  return verdict;
}
