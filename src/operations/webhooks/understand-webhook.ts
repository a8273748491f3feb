import type { InstructionKind } from '../../domain/instructions/subject.ts';
import { datedLike } from '../../domain/observation.ts';
import type { Observation } from '../../domain/observation.ts';
import type {
  AbnormalPaymentRange,
  Exchange,
  NumberQuery,
  ProviderQuery,
  Reply,
  StoredDelivery,
  Translation,
  WebhookReceiver,
} from '../../providers/provider.ts';
import { orderByProviderReference } from '../../store/queries/orders.ts';
import { about, queryProvider } from '../call-provider.ts';
import type { Deps } from '../deps.ts';
import type { AccountConnection } from '../find.ts';
import { observationsOf } from '../instructions/change.ts';
import type { Answered } from '../instructions/change.ts';
import type { Kind } from '../instructions/kind.ts';
import { kinds } from '../instructions/kinds.ts';

/** The longest that an acknowledgement waits for the query that completes a webhook. */
const queryWithinMs = 3_000;

/** The observations of a delivery, confirmed where they have to be; or why there are none yet. */
export type Translated = { calls: readonly SubjectCall[] } & (
  { observations: readonly Observation[] } | { error: string }
);

/** The exchanges of a confirming query, and the id of its subject. */
interface SubjectCall {
  subjectId: string;
  exchanges: readonly Exchange[];
}

/** A translated delivery, or why it could not be read. */
export type Message = Translation | { error: string };

/** Never throws: a genuine body that cannot be read is stored for a person to look at. */
export function readMessage(webhook: WebhookReceiver, delivery: StoredDelivery): Message {
  try {
    return webhook.translate(delivery);
  } catch (error) {
    return { error: describeError(error) };
  }
}

/** The queries of a notice, which proves nothing and is only a reason to query; null for any other message. */
export function queriesOfNotice(message: Message): readonly ProviderQuery[] | null {
  if ('error' in message || message.observations.length > 0) return null;
  return message.queries.length > 0 ? message.queries : null;
}

/** Makes the queries of a message and joins their answers to it. Never throws. */
export async function understand(
  deps: Deps,
  to: AccountConnection,
  message: Message,
): Promise<Translated> {
  if ('error' in message) return { ...message, calls: [] };
  const { queries, observations } = message;
  if (queries.length === 0) return { observations, calls: [] };
  const answers = await Promise.all(
    queries.map((query) => within(queryWithinMs, answerTo(deps, to, query))),
  );
  const calls = answers.flatMap((answer) => callOf(answer) ?? []);
  const found: Observation[] = [];
  for (const [index, answer] of answers.entries()) {
    if (answer?.kind === 'ANSWERED' && !isBareRefusal(answer.reply)) {
      found.push(...(answer.reply?.observations ?? []));
    } else if (queries[index]?.about !== 'ABNORMAL_PAYMENT') {
      // The message counts for nothing until the provider has confirmed it.
      return { error: 'The provider did not confirm it.', calls };
    }
  }
  // The answers are more complete: applied first, so that one event has all of it.
  const answered = found.map((observation) => datedLike(observation, observations));
  return { observations: [...answered, ...observations], calls };
}

function callOf(answer: Answer | null): SubjectCall | null {
  if (answer === null || answer.subjectId === null) return null;
  return { subjectId: answer.subjectId, exchanges: answer.exchanges };
}

type Answer = Answered & {
  /** The id of the order, refund or settlement that was queried; null if it is not known here. */
  subjectId: string | null;
};

/** A query that was refused without an observation proves nothing about its subject. */
function isBareRefusal(reply: Partial<Reply> | undefined): boolean {
  return reply?.observations?.length === 0 && (reply.refused ?? null) !== null;
}

/**
 * Runs one query about the same thing at a time. All callers that come while it is under way share one more. So a flood
 * of notices costs two queries, and no notice gets an answer that is older than itself.
 */
async function answerTo(deps: Deps, to: AccountConnection, query: ProviderQuery): Promise<Answer> {
  const name = `${to.account.id} ${JSON.stringify(query)}`;
  let isOurs = false;
  const answer = await deps.coalescer.run(name, (leaving) =>
    deps.locks.run(name, () => {
      isOurs = true;
      leaving();
      return sendQuery(deps, to, query);
    }),
  );
  // Only one caller stores the exchanges.
  return isOurs ? answer : { ...answer, exchanges: [] };
}

async function sendQuery(deps: Deps, to: AccountConnection, query: ProviderQuery): Promise<Answer> {
  if ('providerId' in query) return queryByNumber(deps, to, query);
  const { subject, send } =
    query.about === 'ABNORMAL_PAYMENT'
      ? await callForPayments(deps, to, query.filter)
      : await callForInstruction(deps, to, kinds[query.about], query.providerReference);
  const answer = await queryProvider(deps, about(to.account, subject), async (call) =>
    send?.(call),
  );
  return { ...answer, subjectId: subject?.id ?? null };
}

/** The answer names our reference, and so the instruction that it is about. */
async function queryByNumber(
  deps: Deps,
  { account, connection }: AccountConnection,
  query: NumberQuery,
): Promise<Answer> {
  const answer = await queryProvider(deps, about(account, null), async (call) =>
    connection.queryByNumber?.(query, call),
  );
  const [reference] = observationsOf(answer).flatMap((observation) =>
    observation.subject === query.about ? [observation.providerReference] : [],
  );
  const subject =
    reference && (await kinds[query.about].byReference(deps.read, account.id, reference));
  return { ...answer, subjectId: subject ? subject.id : null };
}

async function callForPayments(
  deps: Deps,
  { account, connection }: AccountConnection,
  filter: AbnormalPaymentRange,
) {
  const { orderProviderReference: reference } = filter;
  const order = reference && (await orderByProviderReference(deps.read, account.id, reference));
  const send = connection.listAbnormalPayments?.bind(connection, filter);
  return { subject: order || null, send };
}

async function callForInstruction<K extends InstructionKind>(
  deps: Deps,
  to: AccountConnection,
  kind: Kind<K>,
  reference: string,
) {
  const known = await kind.byReference(deps.read, to.account.id, reference);
  const send =
    known === null
      ? kind.queryUnknown?.(to.connection, reference)
      : await kind.query(deps, to, known);
  return { subject: known, send };
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
