import { failure } from '../../../src/domain/evidence.ts';
import type { OrderObservation, RefundObservation } from '../../../src/domain/observation.ts';
import { NotSent, OutcomeUnknown } from '../../../src/providers/provider.ts';
import type { Call, Exchange, Reply } from '../../../src/providers/provider.ts';
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

export interface Deed {
  /** False where the provider does not do it. */
  act(): boolean;
  answer(): Reply;
  /** What a no to it says. */
  subject?: OrderObservation | RefundObservation;
  isThere?: () => boolean;
  /** A no to it is kept there. */
  refuse?: () => void;
  deny?: () => void;
  vaguely?: () => void;
}

export async function call(
  line: Line,
  operation: Operation,
  told: Call,
  deed: Deed,
): Promise<Reply> {
  await line.turn(`${operation} leaves`);
  told.leaving?.();
  const fate = line.fateOf(operation);
  const at = line.now();
  const end = (outcome: Exchange['outcome']): void =>
    told.record({
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
