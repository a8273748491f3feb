import type { Observation } from '../../domain/observation.ts';
import type {
  Call,
  Exchange,
  Question,
  RawDelivery,
  Reply,
  Translation,
  WebhookReceiver,
} from '../../providers/provider.ts';
import { orderById, orderByProviderReference } from '../../store/queries/orders.ts';
import { refundByProviderReference } from '../../store/queries/refunds.ts';
import { settlementByProviderReference } from '../../store/queries/settlements.ts';
import { queryProvider } from '../call-provider.ts';
import type { Called } from '../call-provider.ts';
import type { Deps } from '../deps.ts';
import type { AccountConnection } from '../find.ts';

/** A notice that leaves something open is completed by asking, but its acknowledgement waits no longer than this. */
const askWithinMs = 3_000;

/** What a delivery says, in our words and confirmed where it has to be; or why it says nothing yet. */
export type Translated = { calls: readonly SubjectCall[] } & (
  { observations: readonly Observation[] } | { error: string }
);

/** What was exchanged with the provider to confirm it, and for whom. */
interface SubjectCall {
  subjectId: string;
  exchanges: readonly Exchange[];
}

/** A delivery in our words; or why it has none. */
export type Message = Translation | { error: string };

/** Never throws: a genuine body that cannot be read is kept for a person to look at. */
export function readMessage(
  webhook: WebhookReceiver,
  delivery: Pick<RawDelivery, 'body' | 'topic'>,
): Message {
  try {
    return webhook.translate(delivery);
  } catch (error) {
    return { error: describeError(error) };
  }
}

/** What it asks for, where a message proves nothing and is only a reason to ask; null of any other. */
export function questionsOfNotice(message: Message): readonly Question[] | null {
  if ('error' in message || message.observations.length > 0) return null;
  return message.ask.length > 0 ? message.ask : null;
}

/** Never throws. */
export async function understand(
  deps: Deps,
  line: AccountConnection,
  message: Message,
): Promise<Translated> {
  if ('error' in message) return { ...message, calls: [] };
  const translation = message;
  const answers = await Promise.all(
    translation.ask.map((question) => within(askWithinMs, answerTo(deps, line, question))),
  );
  const calls = answers.flatMap((answer) => callOf(answer) ?? []);
  const found: Observation[] = [];
  for (const [index, answer] of answers.entries()) {
    if (answer?.kind === 'ANSWERED' && !saysNothing(answer.reply)) {
      found.push(...(answer.reply?.observations ?? []));
    } else if (translation.ask[index]?.about !== 'ABNORMAL_PAYMENT') {
      // What the message says does not count before the provider has confirmed it.
      return { error: 'The provider did not confirm it.', calls };
    }
  }
  // The fuller word first, so that one event tells all of it.
  const answered = found.map((observation) => datedLike(observation, translation.observations));
  return { observations: [...answered, ...translation.observations], calls };
}

function callOf(answer: Answer | null): SubjectCall | null {
  if (answer === null || answer.subjectId === null) return null;
  return { subjectId: answer.subjectId, exchanges: answer.exchanges };
}

/** A list does not say when; the notice that made us ask does. */
function datedLike(observation: Observation, notices: readonly Observation[]): Observation {
  if (observation.subject !== 'ABNORMAL_PAYMENT' || observation.occurredAt !== null)
    return observation;
  const { providerAbnormalPaymentId } = observation;
  for (const notice of notices) {
    const isAboutIt =
      notice.subject === 'ABNORMAL_PAYMENT' &&
      notice.providerAbnormalPaymentId === providerAbnormalPaymentId;
    if (isAboutIt) return { ...observation, occurredAt: notice.occurredAt };
  }
  return observation;
}

type Answer = Called<Pick<Reply, 'observations'> | undefined> & {
  /** Of the order, refund or settlement that was asked for; null where none is known here. */
  subjectId: string | null;
};

/** The question was refused, which is no word about what was asked. */
function saysNothing(reply: Partial<Reply> | undefined): boolean {
  return reply?.observations?.length === 0 && (reply.refused ?? null) !== null;
}

/**
 * One at a time of each question: who asks while it is under way is given the answer of one more, which all who come
 * until then share. So a flood of notices costs two questions, and none is answered by what is older than itself.
 */
async function answerTo(deps: Deps, line: AccountConnection, question: Question): Promise<Answer> {
  const name = `${line.account.id} ${JSON.stringify(question)}`;
  const ask = (): Promise<Answer> => askProvider(deps, line, question);
  const { result, joined } = await deps.locks.share(name, ask);
  // The exchanges are kept once.
  return joined ? { ...result, exchanges: [] } : result;
}

async function askProvider(
  deps: Deps,
  line: AccountConnection,
  question: Question,
): Promise<Answer> {
  const { connection, account } = line;
  const ask = async (
    subjectId: string | null,
    send: (call: Call) => Promise<Pick<Reply, 'observations'> | undefined>,
  ): Promise<Answer> => ({ ...(await queryProvider(deps, account.provider, send)), subjectId });
  switch (question.about) {
    case 'ABNORMAL_PAYMENT': {
      const { filter } = question;
      const reference = filter.orderProviderReference ?? null;
      const order =
        reference === null
          ? null
          : await orderByProviderReference(deps.read, account.id, reference);
      return ask(order?.id ?? null, async (call) =>
        connection.listAbnormalPayments?.(filter, call),
      );
    }
    case 'ORDER': {
      const { providerReference } = question;
      const order = await orderByProviderReference(deps.read, account.id, providerReference);
      const handle = { providerReference, providerOrderId: order?.providerOrderId ?? null };
      return ask(order?.id ?? null, (call) => connection.queryOrder(handle, call));
    }
    case 'REFUND': {
      const { providerReference } = question;
      const refund = await refundByProviderReference(deps.read, account.id, providerReference);
      const order = refund === null ? null : await orderById(deps.read, refund.orderId);
      // Nobody here knows it: what the message says of it finds no subject either.
      if (refund === null || order === null) return ask(null, async () => undefined);
      const providerRefundId = refund.evidence.providerId;
      const handle = { providerReference, providerRefundId, order };
      return ask(refund.id, async (call) => connection.queryRefund?.(handle, call));
    }
    case 'SETTLEMENT': {
      const { providerReference } = question;
      const known = await settlementByProviderReference(deps.read, account.id, providerReference);
      const providerSettlementId = known?.evidence.providerId ?? null;
      const handle = { providerReference, providerSettlementId };
      return ask(known?.id ?? null, async (call) => connection.querySettlement?.(handle, call));
    }
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  const { promise, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(resolve, ms, null);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

export const describeError = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error';
