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
  const orders = new Map<string, Line>();

  async function inTurn(order: string, work: Work): Promise<ExecutionResult> {
    const line = orders.get(order) ?? createLine(1);
    if (line.count() > mostWaiting) return { errors: [tooMany()] };
    orders.set(order, line);
    try {
      return await line.run(work);
    } finally {
      if (line.count() === 0) orders.delete(order);
    }
  }

  return {
    run: (principal, cost, work) =>
      principal.kind === 'CLIENT' && cost > costly ? inTurn(principal.orderId, work) : work(),
  };
}

/** Work that is done so many at once, the others waiting in the order in which they came. */
export interface Line {
  /** How many run or wait. */
  count(): number;
  run<Result>(work: () => Result | Promise<Result>): Promise<Result>;
}

export function createLine(atOnce: number): Line {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    count: () => running + waiting.length,
    async run(work) {
      if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
      else running += 1;
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        // The next one has this one's place.
        if (next) next();
        else running -= 1;
      }
    },
  };
}

function tooMany(): GraphQLError {
  const extensions = { code: 'TOO_MANY_OPERATIONS' };
  return new GraphQLError('Too many costly operations of this order at once', { extensions });
}
