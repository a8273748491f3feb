import { failure } from '../../../src/domain/evidence.ts';
import type { OrderObservation, RefundObservation } from '../../../src/domain/observation.ts';
import { NotSent, OutcomeUnknown } from '../../../src/providers/provider.ts';
import type { Call, Exchange, Reply } from '../../../src/providers/provider.ts';
import type { Books } from './books.ts';

/** What becomes of a call. What is done and lost may be told by a webhook. */
export type Behavior =
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
export type Behaviors = { readonly [name in Operation]?: readonly Behavior[] };

/** What is said to whoever asks for the same again: that it is there, that it may be, or no. */
export type Repetition = 'SURELY' | 'PERHAPS' | 'PLAIN';

/** Milliseconds that anybody waits for an answer. */
const patienceMs = 45_000;

/** What the double needs to know of who calls. */
export interface Caller {
  account: string;
  books: Books;
  repetition: Repetition;
  /** References of what is on its way. */
  inFlight: string[];
  behaviorOf(operation: Operation): Behavior;
  now(): number;
  /** The turn of the call, before it leaves and before its answer is there. */
  step(label: string): Promise<unknown>;
  /** What happens at the provider whenever it gets there. */
  late(label: string, act: () => void): void;
}

export interface Handler {
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
  caller: Caller,
  operation: Operation,
  callbacks: Call,
  handler: Handler,
): Promise<Reply> {
  await caller.step(`${operation} leaves`);
  callbacks.leaving?.();
  const behavior = caller.behaviorOf(operation);
  const at = caller.now();
  const end = (outcome: Exchange['outcome']): void =>
    callbacks.record({
      operation,
      outcome,
      httpStatus: null,
      durationMs: 1,
      request: '',
      response: behavior,
      at,
    });
  if (behavior === 'NOT_SENT') {
    end('NOT_SENT');
    throw new NotSent('refused');
  }
  const reply = await whileInFlight(caller, handler, async () => {
    await caller.step(`${operation} arrives`);
    const answer = arrive(caller, operation, behavior, handler);
    await caller.step(`${operation} ends: ${behavior}`);
    return caller.now() - at > patienceMs ? null : answer;
  });
  end(reply === null ? 'UNKNOWN' : 'ANSWERED');
  if (reply === null) throw new OutcomeUnknown('lost');
  return reply;
}

async function whileInFlight<T>(
  { inFlight }: Caller,
  { subject }: Handler,
  work: () => Promise<T>,
): Promise<T> {
  if (subject === undefined) return work();
  inFlight.push(subject.providerReference);
  try {
    return await work();
  } finally {
    inFlight.splice(inFlight.indexOf(subject.providerReference), 1);
  }
}

/** What it does there and what is answered; null where the answer is lost. */
function arrive(
  caller: Caller,
  operation: Operation,
  behavior: Behavior,
  handler: Handler,
): Reply | null {
  switch (behavior) {
    case 'LOST_BEFORE':
    case 'NOT_SENT':
      return null;
    case 'LATE':
      caller.late(`${operation} arrives late`, () => void handler.act());
      return null;
    case 'LOST':
      handler.act();
      return null;
    case 'REFUSED':
      return refusal(caller, handler, 'REJECTED');
    case 'DONE_AND_TURNED_AWAY':
    case 'VAGUE':
      if (handler.act()) handler.deny?.();
      if (behavior === 'VAGUE') handler.vaguely?.();
      return { observations: [], refused: failure('METHOD_NOT_ENABLED', 'No.') };
    case 'TURNED_AWAY':
      return refusal(caller, handler, 'METHOD_NOT_ENABLED');
    case 'ANSWERED':
      if (handler.isThere?.() === true) return repeated(caller, handler);
      return handler.act() ? handler.answer() : refusal(caller, handler, 'REJECTED');
  }
}

function refusal(caller: Caller, handler: Handler, code: 'REJECTED' | 'METHOD_NOT_ENABLED'): Reply {
  if (handler.isThere?.() === true) return repeated(caller, handler);
  handler.refuse?.();
  return no(handler, code);
}

function no({ subject }: Handler, code: 'REJECTED' | 'METHOD_NOT_ENABLED'): Reply {
  const refused = failure(code, 'No.');
  return {
    observations: subject === undefined ? [] : [{ ...subject, failure: refused }],
    refused,
  };
}

function repeated({ repetition }: Caller, handler: Handler): Reply {
  const reply = no(handler, 'REJECTED');
  switch (repetition) {
    case 'SURELY':
      return { ...reply, observations: [], referenceTaken: repetition };
    case 'PERHAPS':
      return { ...reply, referenceTaken: repetition };
    case 'PLAIN':
      return reply;
  }
}
