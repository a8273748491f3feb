import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import type { Principal } from '../../domain/principal.ts';

type Work = () => ExecutionResult | Promise<ExecutionResult>;

/** Runs one costly operation per order at a time for client tokens, because anybody may be a payer. */
export interface OperationLimiter {
  run(principal: Principal, cost: number, work: Work): ReturnType<Work>;
}

/** The cost from which an operation counts as costly. The query of a usual checkout page costs a tenth of it. */
const costly = 500;
/** Costly operations of one order that may wait. More are refused with TOO_MANY_OPERATIONS. */
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

/** Runs a limited number of works at once. The others wait in the order in which they came. */
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
        // The next work takes over this place, so `running` stays.
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
