import { orderById } from '../../../src/store/queries/orders.ts';
import { settlementById } from '../../../src/store/queries/settlements.ts';
import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { mutate, newKey } from '../../support/operations.ts';
import type { Document, Subject } from '../../support/operations.ts';
import type { Subjects, Referred } from './recorder.ts';

/** A merchant's actions in a scenario. */
export class Merchant {
  readonly testApp: TestApp;
  readonly provider: SandboxProvider;
  readonly #listen: (subjects: Subjects) => Promise<void>;

  constructor(
    testApp: TestApp,
    provider: SandboxProvider,
    listen: (subjects: Subjects) => Promise<void>,
  ) {
    this.testApp = testApp;
    this.provider = provider;
    this.#listen = listen;
  }

  /** Records everything that the provider reports at this moment. */
  listen(subjects: Subjects): Promise<void> {
    return this.#listen(subjects);
  }

  /** Time passes, and nothing is polled here. */
  pass(ms: number): Promise<void> {
    return this.testApp.sandbox.clock.advance(ms);
  }

  /** An order, with what was reported about it by the time that it existed. */
  async order(input: object): Promise<Referred> {
    const { id } = await this.#made(documents.createOrder, input);
    const order = await orderById(this.testApp.app.deps.read, id);
    if (order === null) throw new Error('no order');
    const { accountId, providerReference: reference } = order;
    const subjects = { accountId, order, settlement: null, reference };
    await this.listen(subjects);
    return subjects;
  }

  async settlement(input: object): Promise<Referred> {
    const { id } = await this.#made(documents.createSettlement, input);
    const settlement = await settlementById(this.testApp.app.deps.read, id);
    if (settlement === null) throw new Error('no settlement');
    const { accountId, providerReference: reference } = settlement;
    const subjects = { accountId, order: null, settlement, reference };
    await this.listen(subjects);
    return subjects;
  }

  /** Refunds an order, which is queried first: only what is known to be paid can be refunded. */
  async refund({ order }: Subjects, input: object = {}): Promise<Subject> {
    await this.mutate(documents.refreshOrder, { id: order?.id });
    return this.#made(documents.createRefund, { order: order?.id, ...input });
  }

  refundAbnormalPayment(abnormalPayment: string): Promise<Subject> {
    return this.#made(documents.refundAbnormalPayment, { abnormalPayment });
  }

  async cancel(document: Document, { id }: { id: string }): Promise<void> {
    await this.#made(document, { id });
  }

  async mutate(document: Document, variables: object): Promise<void> {
    const result = await mutate(this.testApp, document, variables);
    if (result.code !== undefined) throw new Error(JSON.stringify(result));
  }

  async #made(document: Document, input: object): Promise<Subject> {
    const result = await mutate(this.testApp, document, {
      input: { idempotencyKey: newKey(), ...input },
    });
    const subject = result.order ?? result.refund ?? result.settlement;
    if (subject === undefined) throw new Error(JSON.stringify(result));
    return subject;
  }
}
