import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import type { Principal } from '../../domain/principal.ts';

type Work = () => ExecutionResult | Promise<ExecutionResult>;

/** Lets payers, whom nobody knows, have no more of the process than one costly operation of an order at a time. */
export interface OperationLimiter {
  run(principal: Principal, cost: number, work: Work): ReturnType<Work>;
}

/** What a page shows of its order costs a tenth of it. */
const costly = 500;
/** Costly operations of one order that may wait. */
const mostWaiting = 16;

export function createOperationLimiter(): OperationLimiter {
  const orders = new Map<string, Semaphore>();

  async function runLimited(order: string, work: Work): Promise<ExecutionResult> {
    const semaphore = orders.get(order) ?? createSemaphore(1);
    if (semaphore.count() > mostWaiting) return { errors: [tooMany()] };
    orders.set(order, semaphore);
    try {
      return await semaphore.run(work);
    } finally {
      if (semaphore.count() === 0) orders.delete(order);
    }
  }

  return {
    run: (principal, cost, work) =>
      principal.kind === 'CLIENT' && cost > costly ? runLimited(principal.orderId, work) : work(),
  };
}

/** Work that is done so many at once, the others waiting in the order in which they came. */
export interface Semaphore {
  /** How many run or wait. */
  count(): number;
  run<Result>(work: () => Result | Promise<Result>): Promise<Result>;
}

export function createSemaphore(atOnce: number): Semaphore {
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
