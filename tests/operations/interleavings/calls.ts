import { failure } from '../../../src/domain/evidence.ts';
import type { OrderObservation, RefundObservation } from '../../../src/domain/observation.ts';
import { NotSent, OutcomeUnknown } from '../../../src/providers/provider.ts';
import type { Call, Exchange, Reply } from '../../../src/providers/provider.ts';
import type { Books } from './books.ts';

/** What becomes of a call. What is done and lost may be reported by a webhook. */
export type Behavior =
  | 'ANSWERED'
  | 'REFUSED'
  /** This account cannot do it now; another account may. */
  | 'TURNED_AWAY'
  /** It was done, and refused all the same. */
  | 'DONE_AND_TURNED_AWAY'
  /** Like DONE_AND_TURNED_AWAY, and reported with a status that is not known here. */
  | 'VAGUE'
  | 'LOST'
  | 'LOST_BEFORE'
  /** It takes longer than any caller waits for the answer. */
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

/** What becomes of the calls of an operation, in order. Later calls are answered. */
export type Behaviors = { readonly [name in Operation]?: readonly Behavior[] };

/** The answer to the same request again: it exists, it may exist, or a refusal. */
export type Repetition = 'SURELY' | 'PERHAPS' | 'PLAIN';

/** Milliseconds that a caller waits for an answer. */
const patienceMs = 45_000;

/** What the double needs to know about the caller. */
export interface Caller {
  account: string;
  books: Books;
  repetition: Repetition;
  /** References in flight. */
  inFlight: string[];
  behaviorOf(operation: Operation): Behavior;
  now(): number;
  /** Waits for the call's turn, before it leaves and before its answer arrives. */
  step(label: string): Promise<unknown>;
  /** What happens at the provider whenever the call gets there. */
  late(label: string, act: () => void): void;
}

export interface Handler {
  /** False where the provider does not do it. */
  act(): boolean;
  answer(): Reply;
  /** What a refusal reports. */
  subject?: OrderObservation | RefundObservation;
  isThere?: () => boolean;
  /** The provider stores a refusal. */
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

/** What the call does there and what is answered; null where the answer is lost. */
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
