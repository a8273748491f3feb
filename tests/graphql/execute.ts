import { OperationTypeNode, parse, validate } from 'graphql';
import type { ExecutionResult } from 'graphql';
import type { Principal, Scope } from '../../src/domain/principal.ts';
import { rulesFor } from '../../src/graphql/authorization/client-view.ts';
import { createContext } from '../../src/graphql/context.ts';
import { schema } from '../support/schema.ts';
import { createExecution } from '../../src/graphql/transports/execution.ts';
import type { GraphqlService } from '../../src/graphql/transports/service.ts';
import type { OrderRecord } from '../../src/store/records.ts';
import { executeBothWays } from '../support/execution.ts';
import type { Merchant, Fixture } from './fixture.ts';
import { Collector, resultsOf } from './followers.ts';

export const administrator: Principal = { kind: 'ADMINISTRATOR' };

export function key({ id }: Merchant, ...scopes: Scope[]): Principal {
  return { kind: 'API_KEY', keyId: 'key_test', merchantId: id, scopes };
}

export function clientOf({ id, merchantId }: OrderRecord): Principal {
  return { kind: 'CLIENT', merchantId, orderId: id, expiresAt: Number.MAX_SAFE_INTEGER };
}

/** As a transport does it: validate, then execute. */
export async function executeAs(
  { deps }: Fixture,
  principal: Principal,
  query: string,
  variableValues: Record<string, unknown> = {},
): Promise<ExecutionResult> {
  const document = parse(query);
  const errors = [
    ...validate(schema, document),
    ...validate(schema, document, rulesFor(principal)),
  ];
  if (errors.length > 0) return { errors };
  const info = { principal, requestId: 'test', source: '127.0.0.1', resumeAfter: null };
  return executeBothWays(() => {
    const contextValue = createContext(deps, info);
    return { schema, document, contextValue, variableValues };
  });
}

/** The stream of a subscription, or the answer that refuses it. */
export async function follow(
  fixture: Fixture,
  principal: Principal,
  query: string,
  variables: Record<string, unknown> = {},
  resumeAfter: string | null = null,
): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> {
  const execution = createExecution(serviceOf(fixture));
  const operation = {
    document: parse(query),
    type: OperationTypeNode.SUBSCRIPTION,
    rootField: 'updates',
    operationName: null,
    variables,
    requested: 0,
    cost: null,
    hideSuggestions: false,
  };
  const info = { principal, requestId: 'test', source: '127.0.0.1', resumeAfter };
  const collector = new Collector();
  return (await execution.subscribe(operation, info, collector)) ?? resultsOf(collector);
}

const serviceOf = ({ deps }: Fixture): GraphqlService => ({
  schema,
  authenticate: async () => null,
  sourceOf: () => '127.0.0.1',
  createContext: (info) => createContext(deps, info),
  onUnexpectedError(error) {
    throw error;
  },
});

/** The codes of an answer's errors; "DATA" where it has none. */
export function outcomeOf({ errors }: ExecutionResult): string {
  return errors === undefined ? 'DATA' : errors.map(codeOf).join(' ');
}

function codeOf({ message, extensions }: { message: string; extensions: object }): string {
  const { code } = extensions as { code?: unknown };
  return typeof code === 'string' ? code : message;
}
