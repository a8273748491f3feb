import { z } from 'zod';
import { failure } from '../../../src/domain/evidence.ts';
import { toDecimal, statedMoney } from '../../../src/domain/money.ts';
import type { OrderObservation, ReportedChargeback } from '../../../src/domain/observation.ts';
import { createHttp } from '../../../src/providers/http.ts';
import { endpointsOf } from '../../../src/providers/kit/endpoints.ts';
import { readRecords } from '../../../src/providers/kit/lists.ts';
import {
  isoTime,
  logUnknownValues,
  lookUp,
  statedAmount,
} from '../../../src/providers/kit/observing.ts';
import type { UnknownValue } from '../../../src/providers/kit/observing.ts';
import { operationsOf } from '../../../src/providers/kit/operations.ts';
import { restProtocol } from '../../../src/providers/kit/rest.ts';
import { tryParseJson } from '../../../src/providers/kit/answer.ts';
import { noticeReceiver } from '../../../src/providers/kit/webhook.ts';
import { providerModule, providerModules } from '../../../src/providers/modules.ts';
import { NotSent } from '../../../src/providers/provider.ts';
import type {
  Connection,
  CaptureToSend,
  ConnectionTools,
  OrderHandle,
  OrderToSend,
  RefundToSend,
  ProviderModule,
  ProviderName,
} from '../../../src/providers/provider.ts';

const dispute = z.object({
  id: z.string(),
  status: z.string(),
  amount: z.string(),
  currency: z.string(),
  at: z.string().nullable(),
});
const session = z.object({
  id: z.string(),
  reference: z.string(),
  status: z.string(),
  amount: z.string(),
  currency: z.string(),
  url: z.string(),
  disputes: z.array(dispute),
  captured: z.string().optional(),
});
type Session = z.infer<typeof session>;
const page = z.object({ data: z.array(session), has_more: z.boolean() });
const refusal = z.object({ error: z.object({ code: z.string() }) });
const notice = z.object({ session: z.string() });

const refund = z.object({ reference: z.string(), status: z.string() });

const statuses = {
  open: 'AWAITING_PAYMENT',
  authorized: 'AUTHORIZED',
  paid: 'PAID',
  expired: 'EXPIRED',
  canceled: 'CANCELED',
} as const;
const disputeStatuses = { open: 'OPEN', won: 'WON', lost: 'LOST' } as const;

const { create, capture, query, cancel, read } = operationsOf({
  failureOf: ({ code }) => failure('REJECTED', 'The provider refused.', { code, message: null }),
  taken: ({ code }) => (code === 'key_in_use' ? 'PERHAPS' : undefined),
  isAbsence: ({ status }) => status === 404,
});

function chargebackOf(
  { id, status, amount, currency, at }: z.infer<typeof dispute>,
  unknown: UnknownValue,
): ReportedChargeback[] {
  const known = lookUp(disputeStatuses, status, 'dispute status', unknown);
  if (known === null) return [];
  return [
    {
      providerChargebackId: id,
      status: known,
      amount: statedAmount(amount, currency),
      occurredAt: isoTime(at),
    },
  ];
}

function byId({ providerOrderId: id }: OrderHandle) {
  if (id === null) throw new NotSent('its number is not known');
  return { parameters: { id } };
}

function connect(tools: ConnectionTools): Connection {
  const http = createHttp({ tools, redact: { headers: [], members: [], secrets: () => [] } });
  const unknown = logUnknownValues('NEXAPAY', tools);
  const at = endpointsOf(
    http,
    restProtocol({
      headers: () => ({}),
      refusalOf: (body) => refusal.safeParse(body).data?.error ?? { code: null },
    }),
  );
  const createSession = at('createSession', 'POST', '/v1/sessions', session);
  const getSession = at('getSession', 'GET', '/v1/sessions/{id}', session);
  const listSessions = at('listSessions', 'GET', '/v1/sessions', page);
  const createRefund = at('createRefund', 'POST', '/v1/refunds', refund);
  const captureSession = at('captureSession', 'POST', '/v1/sessions/{id}/capture', session);
  const expireSession = at('expireSession', 'POST', '/v1/sessions/{id}/expire', z.null());
  const observe = (found: Session): OrderObservation => {
    const status = lookUp(statuses, found.status, 'session status', unknown);
    const amount = statedMoney(found.amount, found.currency);
    const paid = statedMoney(found.captured ?? found.amount, found.currency);
    return {
      subject: 'ORDER',
      providerReference: found.reference,
      providerOrderId: found.id,
      status,
      occurredAt: null,
      requested: amount,
      payable: amount,
      instructions: { checkoutUrl: found.url },
      ...(status === 'PAID' ? { paid } : {}),
      ...(status === 'AUTHORIZED' ? { authorized: amount } : {}),
      chargebacks: found.disputes.flatMap((one) => chargebackOf(one, unknown)),
    };
  };
  const queryById = query('ORDER', { endpoint: getSession, sent: byId, observe });
  return {
    createOrder: create('ORDER', {
      endpoint: createSession,
      sent: ({ providerReference: reference, amount, method, capture: mode }: OrderToSend) => ({
        body: {
          reference,
          amount: toDecimal(amount),
          currency: amount.currency,
          method,
          ...(mode === 'MANUAL' && { capture: 'manual' }),
        },
        idempotencyKey: reference,
      }),
      echoes: ({ reference }, { providerReference }) => [[providerReference, reference]],
      observe,
    }),
    async queryOrder(order, call) {
      if (order.providerOrderId !== null) return queryById(order, call);
      const { providerReference, createdAt } = order;
      const sent = { query: { reference: providerReference, created_from: createdAt } };
      const found = await read(
        listSessions(sent, call, ({ data }, queriedAt) => ({ data: data.map(observe), queriedAt })),
      );
      const { queriedAt, data } = found;
      const absence = { subject: 'ABSENCE', of: 'ORDER', providerReference, queriedAt } as const;
      return { observations: data.length === 0 ? [absence] : data, refused: null };
    },
    captureOrder: capture({
      endpoint: captureSession,
      sent: ({ order, amount, providerReference }: CaptureToSend) => ({
        ...byId(order),
        body: { amount: toDecimal(amount) },
        idempotencyKey: providerReference,
      }),
      echoes: ({ reference }, { order }) => [[order.providerReference, reference]],
      observe,
    }),
    cancelOrder: cancel('ORDER', { endpoint: expireSession, sent: byId }),
    createRefund: create('REFUND', {
      endpoint: createRefund,
      sent: ({ providerReference: reference, amount, order }: RefundToSend) => ({
        body: { reference, amount: toDecimal(amount), session: order.providerOrderId },
        idempotencyKey: reference,
      }),
      observe: ({ reference, status }, { amount, order }) => ({
        subject: 'REFUND',
        providerReference: reference,
        orderProviderReference: order.providerReference,
        status: status === 'succeeded' ? 'SUCCEEDED' : 'PROCESSING',
        amount,
        occurredAt: null,
      }),
    }),
    queryByNumber: ({ providerId }, call) =>
      queryById({ providerReference: '', providerOrderId: providerId }, call),
    listOrders: async ({ after }, call) => {
      const { data, has_more: hasMore } = await read(
        listSessions({ query: { after } }, call, (listed) => listed),
      );
      const last = data.at(-1);
      const next = hasMore && last !== undefined ? { next: last.id } : {};
      return { observations: readRecords(data, observe, () => undefined), hasMore, ...next };
    },
    webhook: noticeReceiver({
      parse: (body) => ({
        about: 'ORDER',
        providerId: notice.parse(tryParseJson(body)).session,
      }),
      ack: { status: 200, contentType: 'text/plain', body: 'thanks' },
    }),
    close: () => http.close(),
  };
}

const { signedReader: _, eagerPoll: __, ...nexapay } = providerModule('NEXAPAY');

/** A provider with REST and unsigned webhooks in the place of one in the registry, with its payment method. */
export const restProvider: ProviderModule = {
  ...nexapay,
  title: 'REST',
  repeatableForMs: 3_600_000,
  methods: ['PIX', 'HOSTED_CHECKOUT', 'CARD', 'OTHER'],
  otherMethods: ['klarna'],
  currencies: ['BRL', 'AUD'],
  checkRefund: () => [],
  partialRefund: true,
  concurrentRefunds: () => true,
  partialCapture: true,
  checkOrder: ({ method }) => ({
    unable: method.type === 'OTHER' && method.name !== 'klarna' ? [`has no ${method.name}`] : [],
    issues: [],
  }),
  connect: (_config, tools) => connect(tools),
};

export const withRestProvider: ReadonlyMap<ProviderName, ProviderModule> = new Map([
  ...providerModules,
  ['NEXAPAY', restProvider],
]);
