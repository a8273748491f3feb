import type { ExecutionResult } from 'graphql';
import { currentWork, detached, doing, newWork } from '../../log/work.ts';
import type { Execution } from './execution.ts';
import { maskErrors } from './masking.ts';
import type { Operation } from './prepare.ts';
import type { OperationDone, RequestInfo } from './service.ts';

const ended = { SUCCEEDED: 'SUCCEEDED', FAILED: 'INTERNAL' } as const;

/** Reports what becomes of each operation. Over a WebSocket each is work of its own. */
export function observed(execution: Execution): Execution {
  const { observer } = execution.service;
  if (observer === undefined) return execution;

  const report = (
    { type, rootField }: Pick<OperationDone, 'type' | 'rootField'>,
    info: RequestInfo,
    { outcome, started, isRequest }: Pick<OperationDone, 'outcome' | 'isRequest'> & Started,
  ): void => {
    const seconds = (performance.now() - started) / 1000;
    observer.operationDone({ type, rootField, outcome, seconds, info, isRequest });
  };

  const observing =
    <Result extends ExecutionResult | null>(
      run: (operation: Operation, info: RequestInfo) => Promise<Result>,
    ) =>
    async (operation: Operation, info: RequestInfo): Promise<Result> => {
      const started = performance.now();
      let outcome: string = ended.FAILED;
      const isRequest = currentWork()?.requestId !== info.requestId;
      const begun = async (): Promise<Result> => {
        try {
          const result = await run(operation, info);
          // A mutation's own refusal is no error of the answer. The operation itself has noted it.
          outcome = outcomeOf(result) ?? currentWork()?.outcome ?? ended.SUCCEEDED;
          return result;
        } finally {
          report(operation, info, { outcome, started, isRequest });
        }
      };
      if (!isRequest) return begun();
      const work = newWork({ requestId: info.requestId });
      observer.requestBegan(work);
      return doing(work, begun);
    };

  return {
    ...execution,
    async prepare(params, info) {
      const started = performance.now();
      const prepared = await execution.prepare(params, info);
      if ('document' in prepared) return prepared;
      const outcome = outcomeOf({ errors: prepared }) ?? ended.FAILED;
      const isRequest = currentWork()?.requestId !== info.requestId;
      report({ type: null, rootField: 'unknown' }, info, { outcome, started, isRequest });
      return prepared;
    },
    execute: observing((operation, info) => execution.execute(operation, info)),
    // What follows is shared with other subscribers.
    subscribe: (operation, info, subscriber) =>
      observing(() => detached(() => execution.subscribe(operation, info, subscriber)))(
        operation,
        info,
      ),
  };
}

interface Started {
  started: number;
}

function outcomeOf(result: ExecutionResult | null): string | null {
  const [error] = result?.errors ?? [];
  if (error === undefined) return null;
  // What the caller is told. Whoever answers reports the error itself.
  const [masked] = maskErrors([error], '', () => undefined);
  return String(masked?.extensions['code']);
}
