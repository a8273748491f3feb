import { deepStrictEqual } from 'node:assert/strict';
import { execute, OperationTypeNode, validateExecutionArgs } from 'graphql';
import type { ExecutionArgs, ExecutionResult } from 'graphql';
import { createCompiledExecution } from '../../src/graphql/compiled/execute.ts';
import { maskErrors } from '../../src/graphql/transports/masking.ts';

const compiled = createCompiledExecution(0);

/** Executes an operation by graphql-js. A query must have the same answer when it is compiled, also the second time. */
export async function executeBothWays(argsOf: () => ExecutionArgs): Promise<ExecutionResult> {
  const began = Date.now();
  const sent = (answer: ExecutionResult): string => withoutNow(textOf(answer), began);
  const result = await execute(argsOf());
  for (let time = 0; time < 2; time += 1) {
    const args = validateExecutionArgs(argsOf());
    if (!('schema' in args) || args.operation.operation !== OperationTypeNode.QUERY) return result;
    deepStrictEqual(sent(await compiled(args)), sent(result));
  }
  return result;
}

/** As a client gets it. */
function textOf({ errors, ...rest }: ExecutionResult): string {
  const masked = errors && maskErrors(errors, 'test', () => undefined);
  return JSON.stringify({ ...(masked && { errors: masked }), ...rest });
}

/** Without the times at which the answers were computed. */
const withoutNow = (text: string, began: number): string =>
  text.replace(/"\d{4}-[\d-]+T[\d:.]+Z"/g, (time) =>
    Date.parse(time.slice(1, -1)) >= began ? '"now"' : time,
  );
