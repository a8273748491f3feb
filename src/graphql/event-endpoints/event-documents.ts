import { executeRootSelectionSet, validateSubscriptionArgs } from 'graphql';
import type { ExecutionResult, ValidatedExecutionArgs } from 'graphql';
import type { Principal } from '../../domain/principal.ts';
import { DocumentFailedError } from '../../operations/event-endpoints/documents.ts';
import type { EventDocuments } from '../../operations/event-endpoints/documents.ts';
import type { EventRecord } from '../../store/records.ts';
import { createCompiledExecution } from '../compiled/execute.ts';
import { defaultLimits } from '../limits/limit.ts';
import type { DocumentLimits } from '../limits/limit.ts';
import { isLong, withinMaximum, writeInSteps } from '../limits/long-answers.ts';
import { createExecuteItems } from '../streams/execute-items.ts';
import type { LogItem } from '../streams/log.ts';
import type { Engine } from '../transports/execution.ts';
import { createPrepare } from '../transports/prepare.ts';
import type { Operation } from '../transports/prepare.ts';
import type { GraphqlService } from '../transports/service.ts';
import { scopeProblems, shapeProblems } from './document-rules.ts';

/** What of a service is needed to execute documents without a transport. */
export type DocumentService = Pick<
  GraphqlService,
  'schema' | 'costs' | 'createContext' | 'onUnexpectedError'
>;

/** Every document is executed as a key of its merchant with scope READ would. */
const viewerOf = (merchantId: string): Principal => ({
  kind: 'API_KEY',
  keyId: '',
  merchantId,
  scopes: ['READ'],
});

/** The documents of event endpoints, within the limits of every other document. */
export function createEventDocuments(
  service: DocumentService,
  limits: Partial<DocumentLimits> = {},
  engine: Engine = 'FAST',
): EventDocuments {
  const { schema } = service;
  const whole: GraphqlService = {
    ...service,
    authenticate: async () => null,
    sourceOf: () => '',
  };
  const prepare = createPrepare(whole, { ...defaultLimits, ...limits });
  const executeOnce = engine === 'FAST' ? createCompiledExecution() : executeRootSelectionSet;
  const executeItems = createExecuteItems({
    service: whole,
    execute: async (args) => withinMaximum(await executeOnce(args)),
    finish: (result, requestId) => {
      const [error] = result.errors ?? [];
      if (error !== undefined) service.onUnexpectedError(error.originalError ?? error, requestId);
      return result;
    },
  });

  const opened = async (source: string): Promise<Operation | readonly string[]> => {
    const principal = viewerOf('');
    const info = { principal, requestId: '', source: '', resumeAfter: null };
    const found = await prepare({ query: source }, info);
    if (!('document' in found)) return found.map(({ message }) => `is not valid: ${message}`);
    const problems = shapeProblems(found.document);
    if (problems.length > 0) return problems;
    const notAllowed = scopeProblems(schema, found.document);
    return notAllowed.length > 0 ? notAllowed : found;
  };

  return {
    async problems(source) {
      const found = await opened(source);
      return 'document' in found ? [] : found;
    },
    async execute(source, event, cursor) {
      const operation = await opened(source);
      if (!('document' in operation)) throw new DocumentFailedError(operation.join('; '));
      const args = argsOf(schema, operation);
      const execute = executeItems(args, operation, viewerOf(event.merchantId));
      const [result = { data: null }] = await execute.run([itemOf(event, cursor)]);
      return jsonOf(result);
    },
  };
}

const itemOf = (event: EventRecord, cursor: string): LogItem => ({
  kind: 'EVENT',
  cursor,
  seq: event.seq,
  event,
});

function argsOf(schema: GraphqlService['schema'], operation: Operation): ValidatedExecutionArgs {
  const validated = validateSubscriptionArgs({ schema, document: operation.document });
  if (!('schema' in validated)) throw new DocumentFailedError('it cannot be executed');
  return validated;
}

/** Only whole values are sent. */
async function jsonOf({ data, errors }: ExecutionResult): Promise<string | Buffer> {
  const value = data?.['events'];
  if (errors !== undefined || value === undefined || value === null) {
    throw new DocumentFailedError('it has no value');
  }
  return isLong({ data: value }) ? Buffer.concat(await writeInSteps(value)) : JSON.stringify(value);
}
