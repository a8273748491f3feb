import { orderById } from '../../../src/store/queries/orders.ts';
import { settlementById } from '../../../src/store/queries/settlements.ts';
import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import type { World } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { ask, newKey } from '../../support/operations.ts';
import type { Document, Subject } from '../../support/operations.ts';
import type { Cast, Referred } from './tape.ts';

/** What a merchant does in a story. */
export class Stage {
  readonly world: World;
  readonly provider: SandboxProvider;
  readonly #listen: (cast: Cast) => Promise<void>;

  constructor(world: World, provider: SandboxProvider, listen: (cast: Cast) => Promise<void>) {
    this.world = world;
    this.provider = provider;
    this.#listen = listen;
  }

  /** Takes down all that the provider says of it at this moment. */
  listen(cast: Cast): Promise<void> {
    return this.#listen(cast);
  }

  /** Time passes, and nobody here looks. */
  pass(ms: number): Promise<void> {
    return this.world.sandbox.clock.advance(ms);
  }

  /** An order, with what was said of it by the time that it was there. */
  async order(input: object): Promise<Referred> {
    const { id } = await this.#made(documents.createOrder, input);
    const order = await orderById(this.world.app.deps.read, id);
    if (order === null) throw new Error('no order');
    const { accountId, providerReference: reference } = order;
    const cast = { accountId, order, settlement: null, reference };
    await this.listen(cast);
    return cast;
  }

  async settlement(input: object): Promise<Referred> {
    const { id } = await this.#made(documents.createSettlement, input);
    const settlement = await settlementById(this.world.app.deps.read, id);
    if (settlement === null) throw new Error('no settlement');
    const { accountId, providerReference: reference } = settlement;
    const cast = { accountId, order: null, settlement, reference };
    await this.listen(cast);
    return cast;
  }

  /** Of an order, which is asked for first: only what is known to be paid is given back. */
  async refund({ order }: Cast, input: object = {}): Promise<Subject> {
    await this.tell(documents.refreshOrder, { id: order?.id });
    return this.#made(documents.createRefund, { order: order?.id, ...input });
  }

  refundAbnormalPayment(abnormalPayment: string): Promise<Subject> {
    return this.#made(documents.refundAbnormalPayment, { abnormalPayment });
  }

  async cancel(document: Document, { id }: { id: string }): Promise<void> {
    await this.#made(document, { id });
  }

  async tell(document: Document, variables: object): Promise<void> {
    const told = await ask(this.world, document, variables);
    if (told.code !== undefined) throw new Error(JSON.stringify(told));
  }

  async #made(document: Document, input: object): Promise<Subject> {
    const told = await ask(this.world, document, {
      input: { idempotencyKey: newKey(), ...input },
    });
    const subject = told.order ?? told.refund ?? told.settlement;
    if (subject === undefined) throw new Error(JSON.stringify(told));
    return subject;
  }
}
