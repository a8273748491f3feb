import type {
  AbsenceObservation,
  OrderObservation,
  RefundObservation,
} from '../../domain/observation.ts';
import type { OrderStatus } from '../../domain/order.ts';
import { absenceSpanMs } from '../../domain/instructions/submission.ts';
import { OutcomeUnknown } from '../provider.ts';
import type { Connection, ConnectionTools, ProviderModule, Reply } from '../provider.ts';
import { checkOrder, checkRefund, requiredPaths } from './checks.ts';
import { createNexapayClient } from './client.ts';
import type { Accepted, NexapayClient, Refusal } from './client.ts';
import { config, configInput, sampleConfig } from './config.ts';
import type { NexapayConfig } from './config.ts';
import * as mapping from './mapping.ts';
import type { UnknownWord } from './mapping.ts';
import { createWebhookReceiver } from './webhook.ts';

const name = 'NEXAPAY';

/** Seconds; of a direct payment. A hosted order lives longer (docs/providers/nexapay.md#orders). */
const defaultExpiresIn = 600;

/** EXPIRED: the provider's word for failed, once the order's own time is over. */
const orderStatuses: readonly OrderStatus[] = [...Object.values(mapping.payWords), 'EXPIRED'];

export const nexapay: ProviderModule<NexapayConfig> = {
  name,
  title: 'NexaPay',
  config,
  configInput,
  sampleConfig,
  defaultBaseUrl: null,
  methods: ['PIX'],
  currencies: ['BRL'],
  requiredInputs: [{ method: 'PIX', paths: requiredPaths }],
  orderStatuses,
  settlementDestinations: [],
  partialRefund: true,
  concurrentRefunds: () => true,
  defaultExpiresIn,
  expiresInOf: (order) => (mapping.isHosted(order) ? mapping.cashierLifetime : defaultExpiresIn),
  // Failures are not pushed (docs/providers/nexapay.md#statuses).
  eagerPoll: { everyMs: 5_000, forMs: 60_000 },
  absenceSpanMs,
  checkOrder,
  checkRefund: (request, _config, order) => checkRefund(request, order),
  checkSettlement: () => [{ path: ['account'], message: 'NexaPay has no settlement call' }],
  connect,
};

function connect(config: NexapayConfig, tools: ConnectionTools): Connection {
  const client = createNexapayClient(config, tools);
  const unknown: UnknownWord = (subject, word) =>
    tools.log('warn', 'The provider used a word that is not known.', {
      provider: name,
      subject,
      word: word.slice(0, 64),
    });
  return {
    ...orderMethods(config, tools, client, unknown),
    ...(config.refundEnabled ? refundMethods(config, client, unknown) : {}),
    webhook: createWebhookReceiver(config.secretKey.reveal(), unknown, tools.log),
    close: () => client.close(),
  };
}

function orderMethods(
  config: NexapayConfig,
  { now }: ConnectionTools,
  client: NexapayClient,
  unknown: UnknownWord,
): Pick<Connection, 'createOrder' | 'queryOrder'> {
  return {
    async createOrder(order, call) {
      const { providerReference } = order;
      const body = mapping.orderBody(order, config);
      const sentAt = now();
      const answered = mapping.isHosted(order)
        ? await client.createCashierOrder(body, call, (created) => {
            mustBe(providerReference, created.orderId);
            return mapping.cashierObservation(created, sentAt);
          })
        : await client.pay(body, call, (created) => {
            mustBe(providerReference, created.orderId);
            mustBe(providerReference, created.requestId ?? providerReference);
            return mapping.createdObservation(created, order.amount, unknown);
          });
      return creation(answered, { subject: 'ORDER', providerReference });
    },

    async queryOrder(order, call) {
      const { providerReference, providerOrderId } = order;
      const answered = await client.queryPayment(mapping.queryBody(order), call, (payment) => {
        mustBe(providerReference, payment.orderId);
        mustBe(providerOrderId ?? payment.txId, payment.txId);
        return mapping.paymentObservation(payment, unknown);
      });
      return finding(answered, { of: 'ORDER', providerReference });
    },
  };
}

function refundMethods(
  config: NexapayConfig,
  client: NexapayClient,
  unknown: UnknownWord,
): Required<Pick<Connection, 'createRefund' | 'queryRefund'>> {
  return {
    async createRefund(refund, call) {
      const { providerReference, order } = refund;
      const body = mapping.refundBody(refund, config);
      const answered = await client.refund(body, call, (created) => {
        mustBe(providerReference, created.refundRequestId);
        mustBe(order.providerReference, created.orderId ?? order.providerReference);
        return mapping.refundObservation(created, unknown);
      });
      const orderProviderReference = order.providerReference;
      return creation(answered, { subject: 'REFUND', providerReference, orderProviderReference });
    },

    async queryRefund(refund, call) {
      const { providerReference, order } = refund;
      const body = mapping.refundQueryBody(refund);
      const answered = await client.queryRefund(body, call, (found) => {
        mustBe(providerReference, found.refundRequestId);
        mustBe(order.providerReference, found.orderId ?? order.providerReference);
        return mapping.refundObservation(found, unknown);
      });
      return finding(answered, { of: 'REFUND', providerReference });
    },
  };
}

/** An answer about something else proves nothing about what was asked. */
function mustBe(expected: string, echoed: string): void {
  if (echoed !== expected) throw new RangeError('the answer is about something else');
}

type Observed = OrderObservation | RefundObservation;
type Created =
  | Pick<OrderObservation, 'subject' | 'providerReference'>
  | Pick<RefundObservation, 'subject' | 'providerReference' | 'orderProviderReference'>;

/** The meaning of the codes is not known: a refusal can be of a number that is used. */
function creation(answered: Accepted<Observed> | Refusal, created: Created): Reply {
  if (answered.ok) {
    const { status, failure } = answered.data;
    const refused = status === 'FAILED' ? (failure ?? null) : null;
    return { observations: [answered.data], refused };
  }
  const failure = mapping.failureOf(answered);
  const observation = { ...created, status: 'FAILED', occurredAt: null, failure } as const;
  return { observations: [observation], refused: failure, taken: 'PERHAPS' };
}

/** Only "not found" says something; a question that is refused for any other reason is an open one. */
function finding(
  answered: Accepted<Observed> | Refusal,
  absent: Pick<AbsenceObservation, 'of' | 'providerReference'>,
): Reply {
  if (answered.ok) return { observations: [answered.data], refused: null };
  const { code, askedAt } = answered;
  if (!mapping.isNotFound(answered)) throw new OutcomeUnknown(`the question was refused: ${code}`);
  const refused = mapping.failureOf(answered);
  return { observations: [{ subject: 'ABSENCE', ...absent, askedAt }], refused };
}
