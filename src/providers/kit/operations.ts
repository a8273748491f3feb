import type {
  AbsenceObservation,
  Failure,
  Observation,
  OrderObservation,
  RefundObservation,
  SettlementObservation,
} from '../../domain/observation.ts';
import { OutcomeUnknown } from '../provider.ts';
import type { Call, Reply } from '../provider.ts';
import { orNotSent } from './answer.ts';
import type { Answered, Refusal } from './answer.ts';
import type { Endpoint } from './endpoints.ts';

/** What a provider's refusals mean. */
export interface RefusalMeanings {
  failureOf(refusal: Refusal): Failure;
  /** Of a create: whether the reference is taken, or may be. Left out: never. */
  taken?(refusal: Refusal, call: Call): Taken | Promise<Taken>;
  /**
   * Of a query: whether the provider does not have the reference. Any other refusal proves nothing. The HTTP status is
   * no proof: a proxy and a wrong address answer with 404 too. It is not asked about a refusal without code and text.
   */
  isAbsence(refusal: Refusal, call: Call): boolean | Promise<boolean>;
}
type Taken = Reply['referenceTaken'];

type Instruction = OrderObservation | RefundObservation | SettlementObservation;
type Subject = Instruction['subject'];

/** What an operation is about: the handle or the request, as the contract has it. */
interface Requested {
  providerReference: string;
  order?: { providerReference: string };
  providerAbnormalPaymentId?: string;
}

/** What was requested, and what the answer repeats of it; null or undefined where it does not repeat it. */
export type Echo = readonly [requested: string | null, repeated: string | null | undefined];

/** One request and the meaning of its success. */
export interface Operation<Request, Sent, Data> {
  endpoint: Endpoint<Sent, Data>;
  sent: (request: Request) => Sent;
  /** What must be the same in request and answer for the answer to be believed. */
  echoes?: (data: NoInfer<Data>, request: NoInfer<Request>) => readonly Echo[];
  /** Throws a RangeError where the answer contradicts itself. `sentAt`: epoch milliseconds. */
  observe: (data: Data, request: Request, sentAt: number) => Observation;
}

export interface CreateOperation<Request, Sent, Data> extends Operation<Request, Sent, Data> {
  /** The status of what exists, where a create is refused because its reference is surely taken. */
  existing?: 'PENDING';
  /** A success may tell that it is declined at once. Left out: a failed status is a report like any other. */
  mayDecline?: true;
}

export interface CancelOperation<Request, Sent, Data> extends Omit<
  Operation<Request, Sent, Data>,
  'observe'
> {
  /** Whether the success means that it is canceled. Default: it does. */
  isCanceled?: (data: Data) => boolean;
}

/** Throws `OutcomeUnknown` where the answer is about something else: it proves nothing about the request. */
export function mustEcho(echoes: readonly Echo[]): void {
  for (const [requested, repeated] of echoes) {
    const isRepeated = requested !== null && repeated !== null && repeated !== undefined;
    if (isRepeated && requested !== repeated) {
      throw new OutcomeUnknown('the answer is about something else');
    }
  }
}

export const perform = async <Request, Sent, Data>(
  { endpoint, sent, echoes, observe }: Operation<Request, Sent, Data>,
  request: Request,
  call: Call,
): Promise<Answered<Observation>> =>
  endpoint(
    orNotSent(() => sent(request)),
    call,
    (data, sentAt) => {
      mustEcho(echoes?.(data, request) ?? []);
      return observe(data, request, sentAt);
    },
  );

/** The operations of a connection, each from one request and the meaning of its success. */
export function operationsOf(meanings: RefusalMeanings) {
  return {
    create:
      <Request extends Requested, Sent, Data>(
        subject: Subject,
        operation: CreateOperation<Request, Sent, Data>,
      ) =>
      async (request: Request, call: Call): Promise<Reply> => {
        const answered = await perform(operation, request, call);
        if (answered.ok) return acceptedReply(answered.data, operation.mayDecline ?? false);
        const taken = await meanings.taken?.(answered, call);
        const created = createdOf(subject, request);
        if (taken === 'SURELY') return existingReply(created, operation.existing ?? null);
        return refusedReply(created, meanings.failureOf(answered), taken);
      },

    query:
      <Request extends Requested, Sent, Data>(
        of: AbsenceObservation['of'],
        operation: Operation<Request, Sent, Data>,
      ) =>
      async (request: Request, call: Call): Promise<Reply> => {
        const answered = await perform(operation, request, call);
        if (answered.ok) return { observations: [answered.data], refused: null };
        const refused = meanings.failureOf(answered);
        const isAbsence = isWorded(answered) && (await meanings.isAbsence(answered, call));
        if (!isAbsence) return { observations: [], refused };
        const { providerReference } = request;
        const { queriedAt } = answered;
        const absence = { subject: 'ABSENCE', of, providerReference, queriedAt } as const;
        return { observations: [absence], refused };
      },

    /** A refused cancel proves nothing about its subject. */
    cancel:
      <Request extends Requested, Sent, Data>(
        subject: Subject,
        { isCanceled = () => true, ...operation }: CancelOperation<Request, Sent, Data>,
      ) =>
      async (request: Request, call: Call): Promise<Reply> => {
        const observe = (data: Data): Observation => ({
          subject,
          providerReference: request.providerReference,
          status: isCanceled(data) ? 'CANCELED' : null,
          occurredAt: null,
        });
        const answered = await perform({ ...operation, observe }, request, call);
        if (answered.ok) return { observations: [answered.data], refused: null };
        return { observations: [], refused: meanings.failureOf(answered) };
      },

    /** A refused capture proves nothing about its order, which is queried then. */
    capture:
      <Request extends Requested, Sent, Data>(operation: Operation<Request, Sent, Data>) =>
      async (request: Request, call: Call): Promise<Reply> => {
        const answered = await perform(operation, request, call);
        if (answered.ok) return { observations: [answered.data], refused: null };
        const refused = meanings.failureOf(answered);
        const referenceTaken = await meanings.taken?.(answered, call);
        return { observations: [], refused, ...(referenceTaken && { referenceTaken }) };
      },

    /** For what has no reply that could carry a refusal: balances and lists. */
    read: async <Meaning>(answer: Promise<Answered<Meaning>>): Promise<Meaning> => {
      const answered = await answer;
      if (answered.ok) return answered.data;
      throw new OutcomeUnknown(meanings.failureOf(answered).message);
    },
  };
}

/** Without a code and a text of its own, it may not be from the provider. */
const isWorded = ({ code, message }: Refusal): boolean => code !== null || message !== null;

function acceptedReply(observation: Observation, mayDecline: boolean): Reply {
  const isDeclined = mayDecline && 'failure' in observation && observation.status === 'FAILED';
  return {
    observations: [observation],
    refused: isDeclined ? (observation.failure ?? null) : null,
  };
}

/** An earlier send of ours made what exists under our reference. */
const existingReply = (created: Partial<Instruction>, status: 'PENDING' | null): Reply => ({
  observations: [{ ...created, status, occurredAt: null } as Observation],
  refused: null,
  referenceTaken: 'SURELY',
});

const refusedReply = (created: Partial<Instruction>, failure: Failure, taken: Taken): Reply => ({
  observations: [{ ...created, status: 'FAILED', occurredAt: null, failure } as Observation],
  refused: failure,
  ...(taken === undefined ? {} : { referenceTaken: taken }),
});

/** What was to be created, in the terms of its observation. */
function createdOf(
  subject: Subject,
  { providerReference, order, providerAbnormalPaymentId }: Requested,
): Partial<Instruction> {
  if (subject !== 'REFUND' || order === undefined) return { subject, providerReference };
  return {
    subject,
    providerReference,
    orderProviderReference: order.providerReference,
    ...(providerAbnormalPaymentId === undefined ? {} : { providerAbnormalPaymentId }),
  };
}
