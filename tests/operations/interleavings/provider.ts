import type { Observation } from '../../../src/domain/observation.ts';
import { examplepay } from '../../../src/providers/examplepay/index.ts';
import type {
  Call,
  Connection,
  ProviderModule,
  Question,
  RefundToSend,
  Reply,
  WebhookReceiver,
} from '../../../src/providers/provider.ts';
import { decode, encode } from '../../../src/store/json.ts';
import { orderNews, paymentNews, refundNews } from './books.ts';
import { call } from './calls.ts';
import type { Line } from './calls.ts';

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
  ask: readonly Question[];
}

const webhook: WebhookReceiver = {
  verify: ({ body }) => ({ genuine: true, eventId: read(body).eventId }),
  translate: ({ body }) => read(body),
  ack: { status: 200, contentType: 'text/plain', body: 'ok' },
};

const read = (body: Buffer): Message => decode<Message>(body.toString());
export const written = (message: Message): Buffer => Buffer.from(encode(message));

/** One account of the provider, as one caller reaches it. */
export const connectionOf = (line: Line): Connection => ({
  ...orderMethods(line),
  ...refundMethods(line),
  async listAbnormalPayments({ providerAbnormalPaymentId, orderProviderReference }) {
    await line.turn('listAbnormalPayments leaves');
    const found = line.books.payments.filter(
      ({ number, order }) =>
        number === providerAbnormalPaymentId || order === orderProviderReference,
    );
    const observations = found.map(paymentNews);
    await line.turn('listAbnormalPayments ends');
    return { observations, hasMore: false };
  },
  webhook,
  close: () => Promise.resolve(),
});

type Of = 'ORDER' | 'REFUND';

function absent(line: Line, of: Of, providerReference: string): Reply {
  const askedAt = line.now();
  return { observations: [{ subject: 'ABSENCE', of, providerReference, askedAt }], refused: null };
}

const failed = { status: 'FAILED', occurredAt: null } as const;
const nothing = (): boolean => true;

function orderMethods(line: Line) {
  const { account, books } = line;
  const answer = (reference: string): Reply => {
    const book = books.order(account, reference);
    if (book === undefined) return absent(line, 'ORDER', reference);
    return { observations: [orderNews(book)], refused: null };
  };
  return {
    createOrder: ({ providerReference: reference }, told) =>
      call(line, 'createOrder', told, {
        act: () => books.makeOrder(account, reference),
        answer: () => answer(reference),
        subject: { subject: 'ORDER', providerReference: reference, ...failed },
        isThere: () => books.order(account, reference) !== undefined,
        refuse: () => void books.makeOrder(account, reference, 'FAILED'),
        deny: () => books.deny(account, reference),
        vaguely: () => books.tellVaguely(account, reference),
      }),
    queryOrder: ({ providerReference: reference }, told) =>
      call(line, 'queryOrder', told, { act: nothing, answer: () => answer(reference) }),
    cancelOrder: ({ providerReference: reference }, told) =>
      call(line, 'cancelOrder', told, {
        act() {
          const book = books.order(account, reference);
          const isOpen = book?.word === 'AWAITING_PAYMENT';
          if (isOpen) books.moveOrder(book, 'CANCELED');
          return isOpen || book?.word === 'CANCELED';
        },
        answer: () => answer(reference),
      }),
  } satisfies Partial<Connection>;
}

function refundMethods(line: Line) {
  const { account, books } = line;
  const answer = (reference: string): Reply => {
    const book = books.refund(account, reference);
    if (book === undefined) return absent(line, 'REFUND', reference);
    return { observations: [refundNews(book)], refused: null };
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
    told: Call,
  ): Promise<Reply> => {
    const asked = { account, reference, order: order.providerReference, payment, amount };
    return call(line, 'createRefund', told, {
      act: () => books.makeRefund(asked),
      answer: () => answer(reference),
      subject: { subject: 'REFUND', providerReference: reference, ...failed },
      isThere: () => books.refund(account, reference) !== undefined,
    });
  };
  return {
    createRefund: (refund, told) => create(refund, null, told),
    refundAbnormalPayment: (refund, told) => create(refund, refund.providerAbnormalPaymentId, told),
    queryRefund: ({ providerReference: reference }, told) =>
      call(line, 'queryRefund', told, { act: nothing, answer: () => answer(reference) }),
  } satisfies Partial<Connection>;
}
