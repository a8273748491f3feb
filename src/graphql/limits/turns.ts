import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import type { Principal } from '../../domain/principal.ts';

type Work = () => ExecutionResult | Promise<ExecutionResult>;

/** Lets payers, whom nobody knows, have no more of the process than one costly operation of an order at a time. */
export interface Turns {
  run(principal: Principal, cost: number, work: Work): ReturnType<Work>;
}

/** What a page shows of its order costs a tenth of it. */
const costly = 500;
/** Costly operations of one order that may wait. */
const mostWaiting = 16;

export function createTurns(): Turns {
  const orders = new Map<string, { count: number; last: Promise<unknown> }>();

  async function inTurn(order: string, work: Work): Promise<ExecutionResult> {
    const line = orders.get(order) ?? { count: 0, last: Promise.resolve() };
    if (line.count > mostWaiting) return { errors: [tooMany()] };
    orders.set(order, line);
    line.count += 1;
    const mine = line.last.then(work);
    line.last = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      line.count -= 1;
      if (line.count === 0) orders.delete(order);
    }
  }

  return {
    run: (principal, cost, work) =>
      principal.kind === 'CLIENT' && cost > costly ? inTurn(principal.orderId, work) : work(),
  };
}

function tooMany(): GraphQLError {
  const extensions = { code: 'TOO_MANY_OPERATIONS' };
  return new GraphQLError('Too many costly operations of this order at once', { extensions });
}
