import type { ExecutionResult } from 'graphql';
import { isLong, writeInSteps } from '../../limits/long-answers.ts';
import type { Execution } from '../execution.ts';
import { execute, statuses } from './answer.ts';
import type { HttpHandler } from './answer.ts';
import { json } from './request.ts';

/** Answers with the status, the headers and the bytes with which Yoga would, without its fetch API. */
export function createDirectHandler(execution: Execution): HttpHandler {
  return async (request, info) => {
    const result = execution.mask(await execute(execution, request, info), info.requestId);
    return {
      status: statusOf(result, request.mediaType),
      contentType: `${request.mediaType}; charset=utf-8`,
      body: isLong(result) ? await writeInSteps(result) : JSON.stringify(result),
    };
  };
}

function statusOf(result: ExecutionResult, mediaType: string): number {
  if (!result.errors || 'data' in result) return 200;
  let most = 0;
  for (const { extensions } of result.errors) {
    const { status = 0, spec = false } = statuses.get(extensions['code']) ?? {};
    if (!(spec && mediaType === json)) most = Math.max(most, status);
  }
  return most || 200;
}
