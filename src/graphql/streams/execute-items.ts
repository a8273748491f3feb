import { randomUUID } from 'node:crypto';
import type { ExecutionResult } from 'graphql';
import { UnavailableError } from '../../domain/errors.ts';
import type { Principal } from '../../domain/principal.ts';
import type { GraphqlService } from '../transports/service.ts';
import type { ExecuteItem } from './subscriber.ts';

/** Executes an operation for items, each with a context of its own. `finish` maps each result. */
export function executeItems(
  service: GraphqlService,
  principal: Principal,
  execute: (item: object, context: object) => ExecutionResult | Promise<ExecutionResult>,
  finish: (result: ExecutionResult, requestId: string) => ExecutionResult,
): ExecuteItem {
  return async (item) => {
    const requestId = randomUUID();
    const info = { principal, source: '', requestId, resumeAfter: null, isStream: true };
    const result = await execute(item, service.createContext(info));
    const away = result.errors?.find(
      ({ originalError }) => originalError instanceof UnavailableError,
    );
    // The item is executed again when the database is back.
    if (away !== undefined) throw away.originalError ?? away;
    return finish(result, requestId);
  };
}
