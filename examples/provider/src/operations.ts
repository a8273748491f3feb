import {
  foundReply,
  mustEcho,
  NotSent,
  observedPage,
  operationsOf,
  OutcomeUnknown,
  ownRecords,
} from '@paygraph/provider-kit';
import type {
  Accept,
  Answered,
  Call,
  CaptureToSend,
  Connection,
  Echo,
  ListRange,
  OrderHandle,
  OrderToSend,
  RefundHandle,
  RefundToSend,
  Reply,
  UnknownValue,
} from '@paygraph/provider-kit';
import { capturingOf, lettingGoOf } from './capturing.ts';
import type { StripeClient } from './client.ts';
import { chargebackOf, disputedIntentOf, disputeObservation } from './disputes.ts';
import { findRefund, findSession, pageAfter } from './finding.ts';
import { intentObservation } from './intents.ts';
import * as mapping from './mapping.ts';
import { pageOf } from './replies.ts';
import type { PaymentIntent, Refund, Session } from './replies.ts';

const { create, query, cancel, capture, read } = operationsOf({
  failureOf: mapping.failureOf,
  // Another attempt under the key is under way, or was made with another body.
  taken: ({ code }) =>
    ['idempotency_key_in_use', 'idempotency_error'].includes(code ?? '') ? 'PERHAPS' : undefined,
  isAbsence({ status, code }) {
    if (status === 404 && code === 'resource_missing') return true;
    throw new OutcomeUnknown(`the query was refused: HTTP ${status}`);
  },
});

const sessionEchoes = (session: Session, order: Pick<OrderHandle, 'providerReference'>): Echo[] => [
  [order.providerReference, session.metadata.reference ?? ''],
];
const intentEchoes = (
  intent: PaymentIntent,
  order: Pick<OrderHandle, 'providerReference'>,
): Echo[] => [[order.providerReference, intent.metadata.reference ?? '']];
const refundEchoes = (refund: Refund, { providerReference, order }: RefundHandle): Echo[] => [
  [providerReference, refund.metadata.reference ?? refund.id],
  [order.providerReference, refund.metadata.order],
];

/** Its PaymentIntent says why a payment failed. */
const withIntent = { 'expand[]': 'payment_intent' };
/** Its charge says whether it is disputed, and until when it can be captured. */
const withCharge = { 'expand[]': 'payment_intent.latest_charge' };
/** Of lists. */
const withIntents = { 'expand[]': 'data.payment_intent' };
const range = ({ from, to, ...position }: ListRange) => ({
  'created[gte]': Math.floor(from / 1000),
  'created[lte]': Math.floor(to / 1000),
  ...pageAfter(position),
});

export function orderOperations(
  client: StripeClient,
  unknown: UnknownValue,
): Pick<Connection, 'createOrder' | 'queryOrder' | 'captureOrder' | 'cancelOrder' | 'listOrders'> {
  const observe = (session: Session) => mapping.sessionObservation(session, unknown);
  const byId = (onSession: (session: Session) => void) =>
    query('ORDER', {
      endpoint: client.getSession,
      sent: ({ providerOrderId: id }: OrderHandle) => ({
        parameters: { id: id ?? '' },
        query: withCharge,
      }),
      echoes: sessionEchoes,
      observe(session) {
        onSession(session);
        return observe(session);
      },
    });
  const expire = cancel('ORDER', {
    endpoint: client.expireSession,
    sent({ providerOrderId: id }: OrderHandle) {
      if (id === null) throw new NotSent('the number of the session is not known');
      return { parameters: { id } };
    },
    echoes: sessionEchoes,
    isCanceled: ({ status, payment_status: paid }) => status === 'expired' && paid !== 'paid',
  });
  const letGo = cancel('ORDER', {
    endpoint: lettingGoOf(client),
    sent: (order: OrderHandle) => order,
    echoes: intentEchoes,
    isCanceled: ({ status }) => status === 'canceled',
  });
  return {
    createOrder: create('ORDER', {
      endpoint: client.createSession,
      sent: (order: OrderToSend) => ({
        body: mapping.sessionBody(order),
        idempotencyKey: order.providerReference,
      }),
      echoes: sessionEchoes,
      observe,
    }),
    async queryOrder(order, call) {
      if (order.providerOrderId === null) {
        return foundReply('ORDER', order, await read(findSession(client, order, call)), observe);
      }
      let disputed: string | null = null;
      const reply = await byId((session) => {
        disputed = disputedIntentOf(session);
      })(order, call);
      return disputed === null ? reply : withDisputes(client, unknown, disputed, reply, call);
    },
    captureOrder: capture({
      endpoint: capturingOf(client),
      sent: (toSend: CaptureToSend) => toSend,
      echoes: (intent, { order }) => intentEchoes(intent, order),
      observe: (intent) => intentObservation(intent, unknown),
    }),
    cancelOrder: (order, call) => (order.status === 'AUTHORIZED' ? letGo : expire)(order, call),
    listOrders: (listed, call) =>
      read(
        client.listSessions({ query: { ...range(listed), ...withIntents } }, call, (list) =>
          observedPage(ownRecords(pageOf(list), isOurs), observe, () => unknown('session', '')),
        ),
      ),
  };
}

export function refundOperations(
  client: StripeClient,
  unknown: UnknownValue,
): Pick<Connection, 'createRefund' | 'queryRefund' | 'listRefunds' | 'queryByNumber'> {
  const observe = (refund: Refund) => mapping.refundObservation(refund, unknown);
  const byId = query('REFUND', {
    endpoint: client.getRefund,
    sent: ({ providerRefundId: id }: RefundHandle) => ({ parameters: { id: id ?? '' } }),
    echoes: refundEchoes,
    observe,
  });
  return {
    createRefund: create('REFUND', {
      endpoint: refundingOf(client),
      sent: (refund: RefundToSend) => refund,
      echoes: (refund, { providerReference, order }) => [
        [providerReference, refund.metadata.reference ?? ''],
        [order.providerReference, refund.metadata.order ?? ''],
      ],
      observe,
    }),
    async queryRefund(refund, call) {
      if (refund.providerRefundId !== null) return byId(refund, call);
      const searched = await read(findRefund(client, refund, call));
      if (searched.found !== null) mustEcho(refundEchoes(searched.found, refund));
      return foundReply('REFUND', refund, searched, observe);
    },
    listRefunds: (listed, call) =>
      read(
        client.listRefunds({ query: { ...range(listed), ...withIntents } }, call, (list) =>
          observedPage(ownRecords(pageOf(list), isOfOurs), observe, () => unknown('refund', '')),
        ),
      ),
    /** For a refund that was made in the Dashboard, and for a dispute. Its PaymentIntent names the order. */
    async queryByNumber({ about, providerId: id }, call) {
      const sent = { parameters: { id }, query: withIntent };
      const answered =
        about === 'ORDER'
          ? await client.getDispute(sent, call, (dispute) => {
              mustEcho([[id, dispute.id]]);
              return disputeObservation(dispute, unknown) ?? [];
            })
          : await client.getRefund(sent, call, (refund) => {
              mustEcho([[id, refund.id]]);
              return isOfOurs(refund) ? observe(refund) : [];
            });
      if (answered.ok) return { observations: [answered.data].flat(), refused: null };
      return { observations: [], refused: mapping.failureOf(answered) };
    },
  };
}

/** The reply to a query of an order whose payment is disputed, with all that is known of its disputes. */
async function withDisputes(
  client: StripeClient,
  unknown: UnknownValue,
  intent: string,
  reply: Reply,
  call: Call,
): Promise<Reply> {
  const sent = { query: { payment_intent: intent, limit: 100 } };
  const chargebacks = await read(
    client.listDisputes(sent, call, ({ data }) =>
      data.flatMap((dispute) => chargebackOf(dispute, unknown)),
    ),
  );
  const observations = reply.observations.map((one) =>
    one.subject === 'ORDER' ? { ...one, chargebacks } : one,
  );
  return { ...reply, observations };
}

export const accountOperations = (client: StripeClient): Pick<Connection, 'balances'> => ({
  balances: (call) => read(client.getBalance({}, call, mapping.balances)),
});

const isOurs = ({ metadata }: Session): boolean => metadata.reference !== null;
const isOfOurs = (refund: Refund): boolean =>
  mapping.refundObservation(refund, () => undefined).orderProviderReference !== undefined;

/**
 * Stripe refunds a PaymentIntent, which a session has only once it is paid. Where that cannot be read, no refund was
 * sent.
 */
const refundingOf =
  (client: StripeClient) =>
  async <Meaning>(
    refund: RefundToSend,
    call: Call,
    accept: Accept<Refund, Meaning>,
  ): Promise<Answered<Meaning>> => {
    const { providerOrderId: id } = refund.order;
    if (id === null) throw new NotSent('the number of the session is not known');
    const session = await lookedUp(
      client.getSession({ parameters: { id } }, call, (found, queriedAt) => ({ found, queriedAt })),
    );
    if (!session.ok) return session;
    const { found, queriedAt } = session.data;
    const intent = mapping.paymentIntentOf(found);
    if (intent === null) {
      return { ok: false, status: 200, code: 'unpaid', message: 'It is not paid.', queriedAt };
    }
    const sent = {
      body: mapping.refundBody(refund, intent),
      idempotencyKey: refund.providerReference,
    };
    return client.createRefund(sent, call, accept);
  };

async function lookedUp<Found>(look: Promise<Found>): Promise<Found> {
  try {
    return await look;
  } catch (error) {
    if (!(error instanceof OutcomeUnknown)) throw error;
    throw new NotSent(`the session could not be read: ${error.message}`);
  }
}
