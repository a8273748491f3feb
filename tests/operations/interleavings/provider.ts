import { failure } from '../../../src/domain/evidence.ts';
import type { Observation } from '../../../src/domain/observation.ts';
import { examplepay } from '../../../src/providers/examplepay/index.ts';
import { NotSent, OutcomeUnknown } from '../../../src/providers/provider.ts';
import type {
  Call,
  Connection,
  Exchange,
  ProviderModule,
  Question,
  Reply,
  WebhookReceiver,
} from '../../../src/providers/provider.ts';
import { decode, encode } from '../../../src/store/json.ts';
import { orderNews, paymentNews, refundNews } from './books.ts';
import type { Books } from './books.ts';

/** What becomes of a call. What is done and lost may be told by a webhook. */
export type Fate =
  | 'ANSWERED'
  | 'REFUSED'
  /** This account cannot do it now; another may. */
  | 'TURNED_AWAY'
  /** Said no all the same. */
  | 'DONE_AND_TURNED_AWAY'
  /** The same, and told in no word that is known here. */
  | 'VAGUE'
  | 'LOST'
  | 'LOST_BEFORE'
  /** It takes longer than anybody waits for the answer. */
  | 'LATE'
  | 'NOT_SENT';

export const operations = [
  'createOrder',
  'queryOrder',
  'cancelOrder',
  'createRefund',
  'queryRefund',
] as const;
export type Operation = (typeof operations)[number];

/** What becomes of the calls of an operation, one after the other; of those after them, they are answered. */
export type Fates = { readonly [name in Operation]?: readonly Fate[] };

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

/** What is said to whoever asks for the same again: that it is there, that it may be, or no. */
export type Repetition = 'SURELY' | 'PERHAPS' | 'PLAIN';

/** Milliseconds that anybody waits for an answer. */
const patienceMs = 45_000;

/** What the double needs to know of who calls. */
export interface Line {
  account: string;
  books: Books;
  repetition: Repetition;
  /** References of what is on its way. */
  air: string[];
  fateOf(operation: Operation): Fate;
  now(): number;
  /** The turn of the call, before it leaves and before its answer is there. */
  turn(label: string): Promise<unknown>;
  /** What happens at the provider whenever it gets there. */
  late(label: string, act: () => void): void;
}

/** One account of the provider, as one caller reaches it. */
export function connectionOf(line: Line): Connection {
  const { account, books } = line;
  const absent = (of: 'ORDER' | 'REFUND', providerReference: string): Reply => ({
    observations: [{ subject: 'ABSENCE', of, providerReference, askedAt: line.now() }],
    refused: null,
  });
  const order = (reference: string): Reply => {
    const book = books.order(account, reference);
    if (book === undefined) return absent('ORDER', reference);
    return { observations: [orderNews(book)], refused: null };
  };
  const refund = (reference: string): Reply => {
    const book = books.refund(account, reference);
    if (book === undefined) return absent('REFUND', reference);
    return { observations: [refundNews(book)], refused: null };
  };
  const asked = (operation: Operation, call: Call, answer: () => Reply): Promise<Reply> =>
    make(line, operation, call, { act: () => true, answer });
  const createRefund = (
    {
      providerReference,
      order: of,
      amount,
    }: Parameters<NonNullable<Connection['createRefund']>>[0],
    payment: string | null,
    call: Call,
  ): Promise<Reply> => {
    const wanted = { account, reference: providerReference, order: of.providerReference };
    return make(line, 'createRefund', call, {
      act: () => books.makeRefund({ ...wanted, payment, amount }),
      answer: () => refund(providerReference),
      subject: { subject: 'REFUND', providerReference, status: 'FAILED', occurredAt: null },
      isThere: () => books.refund(account, providerReference) !== undefined,
    });
  };
  return {
    createOrder: ({ providerReference: reference }, call) =>
      make(line, 'createOrder', call, {
        act: () => books.makeOrder(account, reference),
        answer: () => order(reference),
        subject: {
          subject: 'ORDER',
          providerReference: reference,
          status: 'FAILED',
          occurredAt: null,
        },
        isThere: () => books.order(account, reference) !== undefined,
        refuse: () => void books.makeOrder(account, reference, 'FAILED'),
        deny: () => books.deny(account, reference),
        vaguely: () => books.tellVaguely(account, reference),
      }),
    queryOrder: ({ providerReference }, call) =>
      asked('queryOrder', call, () => order(providerReference)),
    cancelOrder: ({ providerReference: reference }, call) =>
      make(line, 'cancelOrder', call, {
        act() {
          const book = books.order(account, reference);
          const isOpen = book?.word === 'AWAITING_PAYMENT';
          if (isOpen) books.moveOrder(book, 'CANCELED');
          return isOpen || book?.word === 'CANCELED';
        },
        answer: () => order(reference),
      }),
    createRefund: (toSend, call) => createRefund(toSend, null, call),
    refundAbnormalPayment: (toSend, call) =>
      createRefund(
        { ...toSend, notifyUrl: '', address: null },
        toSend.providerAbnormalPaymentId,
        call,
      ),
    queryRefund: ({ providerReference }, call) =>
      asked('queryRefund', call, () => refund(providerReference)),
    async listAbnormalPayments({ providerAbnormalPaymentId, orderProviderReference }) {
      await line.turn('listAbnormalPayments leaves');
      const found = books.payments.filter(
        ({ number, order: of }) =>
          number === providerAbnormalPaymentId || of === orderProviderReference,
      );
      const observations = found.map(paymentNews);
      await line.turn('listAbnormalPayments is answered');
      return { observations, hasMore: false };
    },
    webhook,
    close: () => Promise.resolve(),
  };
}

interface Deed {
  /** False where the provider does not do it. */
  act(): boolean;
  answer(): Reply;
  /** What a no to it says. */
  subject?: Observation & { subject: 'ORDER' | 'REFUND' };
  isThere?: () => boolean;
  /** A no to it is kept there. */
  refuse?: () => void;
  deny?: () => void;
  vaguely?: () => void;
}

async function make(line: Line, operation: Operation, call: Call, deed: Deed): Promise<Reply> {
  await line.turn(`${operation} leaves`);
  call.leaving?.();
  const fate = line.fateOf(operation);
  const at = line.now();
  const end = (outcome: Exchange['outcome']): void =>
    call.record({
      operation,
      outcome,
      httpStatus: null,
      durationMs: 1,
      request: '',
      response: fate,
      at,
    });
  if (fate === 'NOT_SENT') {
    end('NOT_SENT');
    throw new NotSent('refused');
  }
  const reply = await inTheAir(line, deed, async () => {
    await line.turn(`${operation} arrives`);
    const answer = arrive(line, operation, fate, deed);
    await line.turn(`${operation} ends: ${fate}`);
    return line.now() - at > patienceMs ? null : answer;
  });
  end(reply === null ? 'UNKNOWN' : 'ANSWERED');
  if (reply === null) throw new OutcomeUnknown('lost');
  return reply;
}

async function inTheAir<T>({ air }: Line, { subject }: Deed, work: () => Promise<T>): Promise<T> {
  if (subject === undefined) return work();
  air.push(subject.providerReference);
  try {
    return await work();
  } finally {
    air.splice(air.indexOf(subject.providerReference), 1);
  }
}

/** What it does there and what is answered; null where the answer is lost. */
function arrive(line: Line, operation: Operation, fate: Fate, deed: Deed): Reply | null {
  switch (fate) {
    case 'LOST_BEFORE':
    case 'NOT_SENT':
      return null;
    case 'LATE':
      line.late(`${operation} arrives late`, () => void deed.act());
      return null;
    case 'LOST':
      deed.act();
      return null;
    case 'REFUSED':
      return refusal(line, deed, 'REJECTED');
    case 'DONE_AND_TURNED_AWAY':
    case 'VAGUE':
      if (deed.act()) deed.deny?.();
      if (fate === 'VAGUE') deed.vaguely?.();
      return { observations: [], refused: failure('METHOD_NOT_ENABLED', 'No.') };
    case 'TURNED_AWAY':
      return refusal(line, deed, 'METHOD_NOT_ENABLED');
    case 'ANSWERED':
      if (deed.isThere?.() === true) return repeated(line, deed);
      return deed.act() ? deed.answer() : refusal(line, deed, 'REJECTED');
  }
}

function refusal(line: Line, deed: Deed, code: 'REJECTED' | 'METHOD_NOT_ENABLED'): Reply {
  if (deed.isThere?.() === true) return repeated(line, deed);
  deed.refuse?.();
  return no(deed, code);
}

function no({ subject }: Deed, code: 'REJECTED' | 'METHOD_NOT_ENABLED'): Reply {
  const refused = failure(code, 'No.');
  return {
    observations: subject === undefined ? [] : [{ ...subject, failure: refused }],
    refused,
  };
}

function repeated({ repetition }: Line, deed: Deed): Reply {
  const reply = no(deed, 'REJECTED');
  switch (repetition) {
    case 'SURELY':
      return { ...reply, observations: [], taken: repetition };
    case 'PERHAPS':
      return { ...reply, taken: repetition };
    case 'PLAIN':
      return reply;
  }
}
