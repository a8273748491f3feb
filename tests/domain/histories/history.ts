import type { Order, Refund } from '../../../src/domain/aggregates/aggregate.ts';
import type { Outcome } from '../../../src/domain/instructions/attempt.ts';
import { instructionIn, observeAnswer } from '../../../src/domain/instructions/subject.ts';
import type { InstructionKind, Subject } from '../../../src/domain/instructions/subject.ts';
import {
  endSend,
  giveUpAbsent,
  isAbsent,
  loseSend,
  sendAgain,
} from '../../../src/domain/instructions/life-cycle.ts';
import { keysOf, observe } from '../../../src/domain/aggregates/observe.ts';
import type { Reported } from '../../../src/domain/aggregates/observe.ts';
import type { Source } from '../../../src/domain/aggregates/source.ts';
import { createOrder } from '../../../src/domain/aggregates/order.ts';
import { addRefund } from '../../../src/domain/aggregates/refund.ts';
import { assertRefundable } from '../../../src/domain/aggregates/refund-rules.ts';
import { createSettlement } from '../../../src/domain/aggregates/settlement.ts';
import { keyText, WorkingSet } from '../../../src/domain/aggregates/working-set.ts';
import { ExpectedError } from '../../../src/domain/errors.ts';
import { failure } from '../../../src/domain/evidence.ts';
import { freshInstruction } from '../../../src/domain/instructions/instruction.ts';
import type { Observation } from '../../../src/domain/observation.ts';
import { noOrderEvidence } from '../../../src/domain/order.ts';
import { noPayoutEvidence } from '../../../src/domain/payout.ts';
import {
  absenceSpanMs,
  resendWindowMs,
  sent,
  unsent,
} from '../../../src/domain/instructions/submission.ts';
import type { Random } from '../../crash/random.ts';
import { accountId, price, Provider } from './provider.ts';
import { nobody } from '../../support/customer.ts';

/** A sending of ours that is in flight, there or back. */
interface Sending {
  subject: Subject<InstructionKind>;
  record: Order | Refund | ReturnType<typeof instructionIn<'SETTLEMENT'>>;
  again: boolean;
}

const epoch = Date.UTC(2026, 0);

/**
 * One random life of an order with its refunds, and a settlement: our core on one side, the provider's books on the
 * other.
 */
export class History {
  readonly provider: Provider;
  readonly set = new WorkingSet();
  /** The subjects that we have created. */
  readonly made: Subject<InstructionKind>[] = [];
  readonly #random: Random;
  readonly #sends: Sending[] = [];
  /** Webhook observations that may be delivered late, twice, in any order, or never. */
  readonly #webhooks: Observation[] = [];
  #now = epoch;
  #ids = 0;

  constructor(random: Random) {
    this.#random = random;
    this.provider = new Provider(random, () => this.#now);
  }

  run(): void {
    this.#create();
    const steps = this.#random.between(5, 40);
    for (let step = 0; step < steps; step += 1) this.#step();
    this.#settle();
  }

  /** A refused change has changed nothing: each works on a draft. */
  change<T>(decide: (set: WorkingSet) => T): T | null {
    const draft = this.set.draft();
    try {
      const result = decide(draft);
      this.set.merge(draft);
      return result;
    } catch (error) {
      if (error instanceof ExpectedError) return null;
      throw error;
    }
  }

  #step(): void {
    this.#now += this.#random.between(0, 20_000);
    const weights = { send: 4, move: 4, webhook: 4, query: 3, refund: 2, settle: 0.5, crash: 0.5 };
    switch (this.#random.weighed(weights)) {
      case 'send':
        return this.#endOne();
      case 'move':
        return this.#pushWebhook(this.provider.change());
      case 'webhook':
        return this.#deliver();
      case 'query':
        return this.#query(this.#random.pick(this.made));
      case 'refund':
        return this.#refund();
      case 'settle':
        return this.#payOut();
      case 'crash':
        return this.#crash();
    }
  }

  #pushWebhook(observation: Observation | null): void {
    if (observation !== null) this.#webhooks.push(observation);
  }

  #source(cause: Source['cause']): Source {
    return {
      merchantId: 'mer',
      accountId,
      cause,
      now: this.#now,
      deliveryId: null,
      callId: null,
      steadySince: 0,
      pollingOf: () => ({}),
    };
  }

  #newId(prefix: string) {
    this.#ids += 1;
    return { id: `${prefix}_${this.#ids}`, at: this.#now };
  }

  #reported(observation: Observation): Reported {
    return {
      observation: observation,
      newId: this.#newId(observation.subject === 'REFUND' ? 'rfd' : 'abn'),
    };
  }

  /** Everything that exists was put into the set; what is missing is absent. */
  #see(set: WorkingSet, observation: Observation): void {
    for (const key of keysOf(observation, accountId)) {
      if (!set.has(keyText(key))) set.place(key, null);
    }
  }

  #begin(subject: Subject<InstructionKind>, again = false): void {
    const record = instructionIn(this.set, subject);
    this.#sends.push({ subject, record, again });
  }

  #create(): void {
    const order: Order = {
      ...freshInstruction(this.#newId('ord')),
      ...ours('P-ORDER', this.#now),
      provider: 'MODEL',
      reference: 'basket',
      status: 'SUBMITTING',
      providerOrderId: null,
      request: request(),
      erasedAt: null,
      evidence: noOrderEvidence,
      refundable: null,
      refundsHeld: 0n,
      refunded: 0n,
      expiresAt: this.#now + 600_000,
    };
    this.change((set) => set.apply(createOrder(order, this.#source('MUTATION'))));
    this.made.push({ kind: 'ORDER', id: order.id });
    this.#begin({ kind: 'ORDER', id: order.id });
  }

  #refund(): void {
    const [order] = this.made;
    if (order === undefined) return;
    const id = this.#newId('rfd');
    const amount = { ...price, minor: BigInt(this.#random.between(1, 10_000)) };
    const refund: Refund = {
      ...freshInstruction(id),
      ...ours(`P-${id.id}`, this.#now),
      orderId: order.id,
      abnormalPaymentId: null,
      reference: id.id,
      status: 'SUBMITTING',
      amount,
      address: null,
      reason: null,
      evidence: noPayoutEvidence,
    };
    const added = this.change((set) => {
      const whole = set.wholeOrder({ id: order.id });
      if (whole === null) throw new Error('the order is gone');
      assertRefundable(whole, amount, true);
      return set.apply(addRefund(whole, refund, this.#source('MUTATION')));
    });
    if (added === null) return;
    this.made.push({ kind: 'REFUND', id: id.id });
    this.#begin({ kind: 'REFUND', id: id.id });
  }

  #payOut(): void {
    if (this.made.some(({ kind }) => kind === 'SETTLEMENT')) return;
    const id = this.#newId('stl');
    const settlement = {
      ...freshInstruction(id),
      ...ours('P-SETTLEMENT', this.#now),
      provider: 'MODEL',
      reference: id.id,
      status: 'SUBMITTING' as const,
      request: { ...request(), destination: { type: 'UPI', vpa: 'a@b', holderName: 'A' } as const },
      orderIds: [],
      evidence: noPayoutEvidence,
    };
    this.change((set) => set.apply(createSettlement(settlement, this.#source('MUTATION'))));
    this.made.push({ kind: 'SETTLEMENT', id: id.id });
    this.#begin({ kind: 'SETTLEMENT', id: id.id });
  }

  /** Ends one of our sendings: it arrived or not, and was answered or not. */
  #endOne(): void {
    const [send] = this.#sends.splice(this.#random.between(0, this.#sends.length - 1), 1);
    if (send === undefined) return;
    const outcome = this.#attempt(send);
    const observations = outcome.kind === 'ANSWERED' ? outcome.reply.observations : [];
    this.change((set) => {
      for (const observation of observations) this.#see(set, observation);
      const reported = observations.map((observation) => this.#reported(observation));
      const source = this.#source(outcome.kind === 'ANSWERED' ? 'PROVIDER_ANSWER' : 'MUTATION');
      return endSend(set, source, send.subject, { ...send, outcome, reported: reported });
    });
  }

  #attempt(send: Sending): Outcome {
    switch (this.#random.weighed({ answered: 6, lost: 2, arrived: 2, notSent: 1 })) {
      case 'notSent':
        return { kind: 'NOT_SENT' };
      case 'lost':
        return { kind: 'UNKNOWN' };
      case 'arrived':
        this.#arrive(send);
        return { kind: 'UNKNOWN' };
      case 'answered':
        return { kind: 'ANSWERED', reply: this.#arrive(send) };
    }
  }

  #arrive({ subject, record }: Sending) {
    const { providerReference } = record;
    if (subject.kind === 'ORDER') this.provider.makeOrder();
    if (subject.kind === 'SETTLEMENT') this.provider.makeSettlement();
    const isMade =
      !('orderId' in record) || this.provider.makeRefund(providerReference, record.amount);
    const observation = this.#there(subject);
    if (isMade && observation !== null) return { observations: [observation], refused: null };
    const refused = failure('REJECTED', 'There is no money for it.');
    const no = { providerReference, status: 'FAILED', occurredAt: null, failure: refused } as const;
    return { observations: [{ subject: 'REFUND', ...no } as const], refused };
  }

  #there(subject: Subject<InstructionKind>): Observation | null {
    switch (subject.kind) {
      case 'ORDER':
        return this.provider.reportOrder();
      case 'SETTLEMENT':
        return this.provider.reportSettlement();
      case 'REFUND':
        return this.provider.reportRefund(instructionIn(this.set, subject).providerReference);
    }
  }

  #deliver(): void {
    if (this.#webhooks.length === 0) return;
    const at = this.#random.between(0, this.#webhooks.length - 1);
    const observation = this.#webhooks[at];
    if (observation === undefined) return;
    if (this.#random.chance(0.6)) this.#webhooks.splice(at, 1);
    this.observe(observation, 'WEBHOOK');
  }

  observe(observation: Observation, cause: Source['cause']): void {
    this.change((set) => {
      this.#see(set, observation);
      return observe(set, this.#source(cause), this.#reported(observation));
    });
  }

  /** Queries the provider, and concludes what two absences prove. */
  #query(subject: Subject<InstructionKind>): void {
    if (this.#isInFlight(subject)) return;
    const known = instructionIn(this.set, subject);
    if (known.status === 'REQUESTED') return this.#resend(subject, 'REQUESTED');
    if (known.status === 'SUBMITTING') this.#lose(subject);
    const { providerReference } = known;
    const observation =
      this.#there(subject) ??
      ({ subject: 'ABSENCE', of: subject.kind, providerReference, queriedAt: this.#now } as const);
    this.change((set) => {
      this.#see(set, observation);
      const source = this.#source('PROVIDER_QUERY');
      return observeAnswer(set, source, subject, [this.#reported(observation)], {
        checked: 'BY_PLAN',
      });
    });
    const record = instructionIn(this.set, subject);
    if (!isAbsent(record, absenceSpanMs)) return;
    if (this.#now - record.createdAt < resendWindowMs) return this.#resend(subject, 'UNKNOWN');
    this.change((set) => giveUpAbsent(set, this.#source('PROVIDER_QUERY'), subject, absenceSpanMs));
  }

  #isInFlight({ id }: Subject<InstructionKind>): boolean {
    return this.#sends.some(({ subject }) => subject.id === id);
  }

  #resend(subject: Subject<InstructionKind>, as: 'REQUESTED' | 'UNKNOWN'): void {
    const next = this.change((set) => sendAgain(set, this.#source('MUTATION'), subject, as));
    if (next !== null) this.#begin(subject, next.again);
  }

  #lose(subject: Subject<InstructionKind>): void {
    this.change((set) => loseSend(set, this.#source('MUTATION'), subject));
  }

  /** The process ends. What was being sent may have arrived, or may still arrive. */
  #crash(): void {
    for (const send of this.#sends.splice(0)) {
      if (this.#random.chance(0.5)) this.#arrive(send);
      this.#lose(send.subject);
    }
  }

  /** Ends everything, reports everything and queries everything, until nothing changes any more. */
  #settle(): void {
    while (this.#sends.length > 0) this.#endOne();
    for (const observation of this.#webhooks.splice(0)) this.observe(observation, 'WEBHOOK');
    for (let round = 0; round < 8; round += 1) {
      this.#now += 150_000;
      for (const subject of this.made) this.#query(subject);
      while (this.#sends.length > 0) this.#endOne();
    }
    for (const reference of this.provider.refunds.keys()) {
      const observation = this.provider.reportRefund(reference);
      if (observation !== null) this.observe(observation, 'RECONCILIATION');
    }
  }
}

const ours = (providerReference: string, now: number) => ({
  merchantId: 'mer',
  accountId,
  providerReference,
  submission: sent(unsent, now),
});

function request(): Order['request'] {
  return {
    reference: 'basket',
    amount: price,
    method: { type: 'UPI', flow: 'HOSTED_PAGE', vpa: null },
    customer: nobody,
    description: null,
    expiresIn: null,
    returnUrl: null,
    metadata: [],
  };
}
