import type { RawDelivery, WebhookAck } from '../../providers/provider.ts';
import type { AccountRecord } from '../../store/records.ts';
import { isId } from '../audit/record.ts';
import type { Deps } from '../deps.ts';
import { webhookUrlOf } from '../merchants/provider-accounts.ts';

/** The same for an unknown account and a bad signature, so that nobody learns which accounts exist. */
const refused: WebhookAck = {
  status: 401,
  contentType: 'application/json',
  body: '{"error":"not accepted"}',
};

/** A delivery as http hands it over: its `WebhookInput`, because http may not import providers. */
export interface IncomingWebhook extends RawDelivery {
  accountId: string;
}

/**
 * Takes as long as a refusal at an existing account. Some of the unknown accounts answer as if their provider signed
 * nothing (`isNotice`): otherwise the acknowledgement of an unsigned message would tell which accounts exist.
 */
export function refuseUnknownAccount(
  deps: Deps,
  incoming: IncomingWebhook,
): { ack: WebhookAck; isNotice: boolean } {
  const { accountId: id, topic } = incoming;
  const webhook = deps.dummyVerifiers.of(id);
  const verdict = webhook.verify({ ...incoming, url: addressOf(deps, { id }, { topic }) });
  const refusal = refuse(deps, 'unknown', incoming, 'account');
  const isNotice = verdict.genuine && webhook.isUnsigned === true;
  return { ack: isNotice ? webhook.ack : refusal, isNotice };
}

/** The address that the provider was given (docs/rules.md#where-providers-deliver). */
export function addressOf(
  deps: Deps,
  account: Pick<AccountRecord, 'id'>,
  { topic }: Pick<RawDelivery, 'topic'>,
): string {
  const base = webhookUrlOf(deps, account);
  return topic === null ? base : `${base}/${topic}`;
}

export function refuse(
  deps: Deps,
  provider: string,
  { accountId: account, topic }: IncomingWebhook,
  reason: string,
): WebhookAck {
  deps.measure.webhook({ provider, account, topic, verdict: 'REFUSED', ms: 0 });
  // The address may be anything that a stranger has made up.
  deps.refusals.note({ account: isId(account) ? account : 'malformed', reason });
  return refused;
}
