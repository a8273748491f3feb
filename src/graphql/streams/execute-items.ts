import { randomUUID } from 'node:crypto';
import type { ExecutionResult } from 'graphql';
import { UnavailableError } from '../../domain/errors.ts';
import type { Principal } from '../../domain/principal.ts';
import type { GraphqlService } from '../transports/service.ts';
import type { ExecuteItems } from './subscriber.ts';

/** Objects of all items that are executed together. Executing as many takes about a millisecond. */
const objectsTogether = 100;

/** What executes one operation of one caller. */
export interface ItemOperation {
  /** The cost of one item. */
  cost: number;
  execute: (item: object, context: object) => ExecutionResult | Promise<ExecutionResult>;
  /** Maps each result. */
  finish: (result: ExecutionResult, requestId: string) => ExecutionResult;
}

/** Executes an operation for items, each with a context of its own. What they load is loaded together. */
export function executeItems(
  service: GraphqlService,
  principal: Principal,
  { cost, execute, finish }: ItemOperation,
): ExecuteItems {
  async function executeItem(item: object, context: object, requestId: string) {
    const result = await execute(item, context);
    const away = result.errors?.find(
      ({ originalError }) => originalError instanceof UnavailableError,
    );
    // The item is executed again when the database is back.
    if (away !== undefined) throw away.originalError ?? away;
    return finish(result, requestId);
  }

  return {
    most: Math.max(1, Math.floor(objectsTogether / Math.max(1, cost))),
    run(items) {
      const requestId = randomUUID();
      const info = { principal, source: '', requestId, resumeAfter: null, isStream: true };
      let first: object | undefined;
      const results = items.map((item) => {
        const context = service.createContext(info, first);
        first ??= context;
        return executeItem(item, context, requestId);
      });
      return Promise.all(results);
    },
  };
}
