import type { WebhookAck } from '../../providers/provider.ts';
import { accountById } from '../../store/queries/merchants.ts';
import type { AccountRecord } from '../../store/records.ts';
import { storedHeaders } from '../../store/sealing/webhooks.ts';
import type { Deps } from '../deps.ts';
import type { AccountConnection } from '../find.ts';
import { acceptDelivery } from './accept-delivery.ts';
import { newDelivery } from './new-delivery.ts';
import { answerInTime, noteNotice, passForNotice } from './receive-notice.ts';
import { addressOf, refuse, refuseUnknownAccount } from './refuse.ts';
import type { IncomingWebhook } from './refuse.ts';
import { readMessage } from './understand-webhook.ts';

/**
 * Verifies a webhook before anything is parsed or stored. Then writes the delivery and what follows from it in one
 * transaction, and only then acknowledges it. A delivery that cannot be applied is stored, acknowledged and tried
 * again. If nothing can be stored, it is not acknowledged.
 */
export async function receiveWebhook(deps: Deps, incoming: IncomingWebhook): Promise<WebhookAck> {
  const { topic } = incoming;
  const started = deps.monotonic();
  const account = await accountOf(deps, incoming.accountId);
  if (account === null) {
    const { ack, isNotice } = refuseUnknownAccount(deps, incoming);
    return isNotice ? passForNotice(deps, started, ack) : ack;
  }
  const to: AccountConnection = { account, ...deps.connections.of(account) };
  const { webhook } = to.connection;
  const url = addressOf(deps, account, incoming);
  const verdict = webhook.verify({ ...incoming, url });
  if (!verdict.genuine) return refuse(deps, account.provider, incoming, verdict.reason);
  const headers = storedHeaders(incoming.headers);
  const message = readMessage(webhook, { ...incoming, url, headers });
  const delivery = newDelivery(deps, account, incoming, verdict.eventId, message);
  const isUnsigned = webhook.isUnsigned === true;
  const outcome = isUnsigned
    ? await noteNotice(deps, delivery, incoming, message)
    : await acceptDelivery(deps, to, delivery, message);
  const { provider, id } = account;
  const ms = deps.monotonic() - started;
  deps.measure.webhook({ provider, account: id, topic, verdict: outcome, ms });
  return isUnsigned ? answerInTime(deps, started, webhook.ack) : webhook.ack;
}

/** Webhooks that come in at the same moment share one read: after each commit a read has to find its page again. */
function accountOf(deps: Deps, id: string): Promise<AccountRecord | null> {
  const { coalescer, read, yieldToLoop } = deps;
  return coalescer.run(`account ${id}`, async (leaving) => {
    await yieldToLoop();
    leaving();
    return accountById(read, id);
  });
}
