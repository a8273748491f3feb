import type { Observation } from '../../../src/domain/observation.ts';
import { examplepay } from '../../../src/providers/examplepay/index.ts';
import type {
  Call,
  Connection,
  ProviderModule,
  ProviderQuery,
  RefundToSend,
  Reply,
  WebhookReceiver,
} from '../../../src/providers/provider.ts';
import { decode, encode } from '../../../src/store/json.ts';
import { orderObservation, paymentObservation, refundObservation } from './books.ts';
import { call } from './calls.ts';
import type { Caller } from './calls.ts';

export const module: ProviderModule = {
  ...(examplepay as unknown as ProviderModule),
  title: 'Double',
  defaultExpiresIn: null,
  absenceSpanMs: 15_000,
  concurrentRefunds: () => true,
  checkOrder: () => ({ unable: [], issues: [] }),
  checkRefund: () => [],
};

export interface Message {
  eventId: string;
  observations: readonly Observation[];
  queries: readonly ProviderQuery[];
}

const webhook: WebhookReceiver = {
  verify: ({ body }) => ({ genuine: true, eventId: read(body).eventId }),
  translate: ({ body }) => read(body),
  ack: { status: 200, contentType: 'text/plain', body: 'ok' },
};

const read = (body: Buffer): Message => decode<Message>(body.toString());
export const written = (message: Message): Buffer => Buffer.from(encode(message));

/** One account of the provider, as one caller reaches it. */
export const connectionOf = (caller: Caller): Connection => ({
  ...orderMethods(caller),
  ...refundMethods(caller),
  async listAbnormalPayments({ providerAbnormalPaymentId, orderProviderReference }) {
    await caller.step('listAbnormalPayments leaves');
    const found = caller.books.payments.filter(
      ({ number, order }) =>
        number === providerAbnormalPaymentId || order === orderProviderReference,
    );
    const observations = found.map(paymentObservation);
    await caller.step('listAbnormalPayments ends');
    return { observations, hasMore: false };
  },
  webhook,
  close: () => Promise.resolve(),
});

type Of = 'ORDER' | 'REFUND';

function absent(caller: Caller, of: Of, providerReference: string): Reply {
  const queriedAt = caller.now();
  return {
    observations: [{ subject: 'ABSENCE', of, providerReference, queriedAt }],
    refused: null,
  };
}

const failed = { status: 'FAILED', occurredAt: null } as const;
const nothing = (): boolean => true;

function orderMethods(caller: Caller) {
  const { account, books } = caller;
  const answer = (reference: string): Reply => {
    const book = books.order(account, reference);
    if (book === undefined) return absent(caller, 'ORDER', reference);
    return { observations: [orderObservation(book)], refused: null };
  };
  return {
    createOrder: ({ providerReference: reference }, callbacks) =>
      call(caller, 'createOrder', callbacks, {
        act: () => books.makeOrder(account, reference),
        answer: () => answer(reference),
        subject: { subject: 'ORDER', providerReference: reference, ...failed },
        isThere: () => books.order(account, reference) !== undefined,
        refuse: () => void books.makeOrder(account, reference, 'FAILED'),
        deny: () => books.deny(account, reference),
        vaguely: () => books.pushUnknownStatus(account, reference),
      }),
    queryOrder: ({ providerReference: reference }, callbacks) =>
      call(caller, 'queryOrder', callbacks, { act: nothing, answer: () => answer(reference) }),
    cancelOrder: ({ providerReference: reference }, callbacks) =>
      call(caller, 'cancelOrder', callbacks, {
        act() {
          const book = books.order(account, reference);
          const isOpen = book?.status === 'AWAITING_PAYMENT';
          if (isOpen) books.changeOrder(book, 'CANCELED');
          return isOpen || book?.status === 'CANCELED';
        },
        answer: () => answer(reference),
      }),
  } satisfies Partial<Connection>;
}

function refundMethods(caller: Caller) {
  const { account, books } = caller;
  const answer = (reference: string): Reply => {
    const book = books.refund(account, reference);
    if (book === undefined) return absent(caller, 'REFUND', reference);
    return { observations: [refundObservation(book)], refused: null };
  };
  const create = (
    {
      providerReference: reference,
      order,
      amount,
    }: Pick<RefundToSend, 'order' | 'amount'> & {
      providerReference: string;
    },
    payment: string | null,
    callbacks: Call,
  ): Promise<Reply> => {
    const request = { account, reference, order: order.providerReference, payment, amount };
    return call(caller, 'createRefund', callbacks, {
      act: () => books.makeRefund(request),
      answer: () => answer(reference),
      subject: { subject: 'REFUND', providerReference: reference, ...failed },
      isThere: () => books.refund(account, reference) !== undefined,
    });
  };
  return {
    createRefund: (refund, callbacks) => create(refund, null, callbacks),
    refundAbnormalPayment: (refund, callbacks) =>
      create(refund, refund.providerAbnormalPaymentId, callbacks),
    queryRefund: ({ providerReference: reference }, callbacks) =>
      call(caller, 'queryRefund', callbacks, { act: nothing, answer: () => answer(reference) }),
  } satisfies Partial<Connection>;
}
