import type {
  AbsenceObservation,
  Observation,
  OrderObservation,
  SettlementObservation,
} from '../../domain/observation.ts';
import { OutcomeUnknown } from '../provider.ts';
import type { Call, Connection, ConnectionTools, Reply } from '../provider.ts';
import { createVexoraClient } from './client.ts';
import type { Accepted, Refusal, VexoraClient } from './client.ts';
import type { VexoraConfig } from './config.ts';
import * as mapping from './mapping.ts';
import type { UnknownWord } from './mapping.ts';
import { regionOf } from './regions.ts';
import type { Region } from './regions.ts';
import { createWebhookReceiver } from './webhook.ts';

export function connectVexora(config: VexoraConfig, tools: ConnectionTools): Connection {
  const region = regionOf(config.currency);
  const client = createVexoraClient(config, tools);
  const unknown: UnknownWord = (subject, word) => {
    tools.log('warn', 'The provider used a word that is not known.', {
      provider: 'VEXORA',
      subject,
      word: word.slice(0, 64),
    });
  };
  const account = { client, region, unknown };
  return {
    ...orderMethods(account),
    ...(region.payout === null ? {} : settlementMethods(account)),
    async balances(call) {
      const answered = await client.queryBalance(
        () => ({}),
        call,
        (balance) => mapping.accountBalance(balance, region),
      );
      if (!answered.ok) throw new OutcomeUnknown(`the question was refused: ${answered.code}`);
      return [answered.data];
    },
    webhook: createWebhookReceiver(config.appSecret),
    close: () => client.close(),
  };
}

interface Account {
  client: VexoraClient;
  region: Region;
  unknown: UnknownWord;
}

function orderMethods({
  client,
  region,
  unknown,
}: Account): Pick<Connection, 'createOrder' | 'queryOrder'> {
  return {
    async createOrder(order, call) {
      const { providerReference } = order;
      const answered = await client.checkout(
        () => mapping.orderBody(order, region),
        call,
        (created, sentAt) => {
          mustBe(providerReference, created.tradeNo);
          return mapping.createdOrderObservation(created, order, sentAt, region, unknown);
        },
      );
      return creation(client, call, answered, { subject: 'ORDER', providerReference });
    },

    async queryOrder({ providerReference }, call) {
      const answered = await client.queryPayInResult(
        () => ({ tradeNo: providerReference }),
        call,
        (queried) => {
          mustBe(providerReference, queried.tradeNo);
          return mapping.orderObservation(queried, region, unknown);
        },
      );
      return finding(client, call, answered, { of: 'ORDER', providerReference });
    },
  };
}

function settlementMethods({
  client,
  region,
  unknown,
}: Account): Pick<Connection, 'createSettlement' | 'querySettlement'> {
  return {
    async createSettlement(settlement, call) {
      const { providerReference } = settlement;
      const answered = await client.disbursements(
        () => mapping.settlementBody(settlement, region),
        call,
        (created) => {
          mustBe(providerReference, created.tradeNo);
          return mapping.createdSettlementObservation(created, unknown);
        },
      );
      return creation(client, call, answered, { subject: 'SETTLEMENT', providerReference });
    },

    async querySettlement({ providerReference }, call) {
      const answered = await client.queryPayOutResult(
        () => ({ tradeNo: providerReference }),
        call,
        (queried) => {
          mustBe(providerReference, queried.tradeNo);
          return mapping.settlementObservation(queried, region, unknown);
        },
      );
      return finding(client, call, answered, { of: 'SETTLEMENT', providerReference });
    },
  };
}

/** An answer about something else proves nothing about what was asked. */
function mustBe(expected: string, echoed: string): void {
  if (echoed !== expected) throw new OutcomeUnknown('the answer is about another number');
}

type Created =
  | Pick<OrderObservation, 'subject' | 'providerReference'>
  | Pick<SettlementObservation, 'subject' | 'providerReference'>;

/**
 * An accepted request may already carry a failure (docs/providers/vexora.md#orders); 8000 can be of a number that is
 * used, unless a question without any number is refused as well: then it is the account that is not accepted.
 */
async function creation(
  client: VexoraClient,
  call: Call,
  answered: Accepted<OrderObservation | SettlementObservation> | Refusal,
  created: Created,
): Promise<Reply> {
  if (answered.ok) return { observations: [answered.data], refused: answered.data.failure ?? null };
  const failure = mapping.refusalOf(answered);
  const observation = { ...created, status: 'FAILED', occurredAt: null, failure } as const;
  const refusal = { observations: [observation], refused: failure };
  const isAccepted = await isTakingQuestions(client, call);
  return isAccepted === false ? refusal : { ...refusal, taken: 'PERHAPS' };
}

/**
 * 8000 on a query says nothing of what was asked about (docs/providers/vexora.md#where-nothing-is-found): signature,
 * merchant number and an unknown number are all refused with it. Only where a balance query, made of the same parts
 * but the number, is answered right after, it is the number that is not known.
 */
async function finding(
  client: VexoraClient,
  call: Call,
  answered: Accepted<Observation> | Refusal,
  absent: Pick<AbsenceObservation, 'of' | 'providerReference'>,
): Promise<Reply> {
  if (answered.ok) return { observations: [answered.data], refused: null };
  const refused = mapping.refusalOf(answered);
  if ((await isTakingQuestions(client, call)) !== true) return { observations: [], refused };
  const { askedAt } = answered;
  return { observations: [{ subject: 'ABSENCE', ...absent, askedAt }], refused };
}

/** Null where the question was lost. */
async function isTakingQuestions(client: VexoraClient, call: Call): Promise<boolean | null> {
  try {
    const answered = await client.queryBalance(
      () => ({}),
      call,
      () => null,
    );
    return answered.ok;
  } catch {
    return null;
  }
}
