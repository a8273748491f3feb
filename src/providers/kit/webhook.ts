import { readOnce } from '../json.ts';
import type {
  NumberQuery,
  RawDelivery,
  StoredDelivery,
  Translation,
  Verdict,
  WebhookAck,
  WebhookReceiver,
} from '../provider.ts';

/** How a provider's webhooks are told apart from forged ones, and what they state. */
export interface WebhookRules<Message> {
  /** Reads a body. Throws for one that cannot be read. */
  parse: (body: Buffer) => Message;
  /** Judges a delivery over its raw bytes. `message`: its body, or null where that cannot be read. */
  judge(delivery: RawDelivery, message: () => Message | null): Judgement;
  /** Pure: a delivery may be replayed much later. */
  translate(message: Message, delivery: StoredDelivery): Translation;
  ack: WebhookAck;
  isUnsigned?: true;
}

/** A genuine delivery with the provider's id of it, or the one word for why it is not genuine. */
export type Judgement = { eventId: string | null } | string;

/** Each body is read once, to judge it and to translate it. */
export function webhookReceiver<Message>(rules: WebhookRules<Message>): WebhookReceiver {
  const messageOf = readOnce(rules.parse);
  return {
    verify(delivery): Verdict {
      const judged = rules.judge(delivery, () => {
        try {
          return messageOf(delivery.body);
        } catch {
          return null;
        }
      });
      if (typeof judged === 'string') return { genuine: false, reason: judged };
      return { genuine: true, eventId: judged.eventId };
    },
    translate: (delivery) => rules.translate(messageOf(delivery.body), delivery),
    ack: rules.ack,
    ...(rules.isUnsigned === undefined ? {} : { isUnsigned: true }),
  };
}

/**
 * For webhooks that carry an id and no signature: each is a reason to query (`queryByNumber`), and proves nothing.
 * `parse` reads what to query from the body. A message for which it is null, or for which it throws, is refused.
 */
export const noticeReceiver = (
  rules: Pick<WebhookRules<NumberQuery | null>, 'parse' | 'ack'>,
): WebhookReceiver =>
  webhookReceiver({
    ...rules,
    judge: (_delivery, message) => (message() === null ? 'body' : { eventId: null }),
    translate: (query) => (query === null ? nothing : querying(query)),
    isUnsigned: true,
  });

/** A message that states all that follows from it. */
export const stating = (observation: Translation['observations'][number]): Translation => ({
  observations: [observation],
  queries: [],
});

/** A message that proves nothing and is only a reason to query. */
export const querying = (query: Translation['queries'][number]): Translation => ({
  observations: [],
  queries: [query],
});

/** A message from which nothing follows. */
export const nothing: Translation = { observations: [], queries: [] };
