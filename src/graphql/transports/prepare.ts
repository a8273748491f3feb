import { getOperationAST, GraphQLError, Kind, validate } from 'graphql';
import type {
  DocumentNode,
  OperationDefinitionNode,
  OperationTypeNode,
  ValidationRule,
} from 'graphql';
import { createCosts } from '../limits/cost.ts';
import { limitExceeded } from '../limits/limit.ts';
import type { DocumentLimits } from '../limits/limit.ts';
import type { ValidationPenalty } from '../limits/validation-penalty.ts';
import { createDocuments } from './documents.ts';
import { hashOf, isById } from './params.ts';
import type { OperationParams } from './params.ts';
import type { GraphqlService, RequestInfo } from './service.ts';

export interface Operation {
  document: DocumentNode;
  type: OperationTypeNode;
  /** Its root field; `several` where it has more. A client cannot make it up, as it can the operation's name. */
  rootField: string;
  operationName: string | null;
  variables: Record<string, unknown> | null;
  /** The cost of the operation with these variables. */
  requested: number;
  /** The `extensions.cost` of the answer; null where it was not requested. */
  cost: { requested: number; maximum: number } | null;
  /** Whether errors leave out suggestions and names of types. */
  hideSuggestions: boolean;
}

/** Returns an operation that is valid, within all limits and allowed to this caller, or errors with their codes. */
export type Prepare = (
  params: OperationParams,
  info: RequestInfo,
) => Promise<Operation | readonly GraphQLError[]>;

/** Characters of a document that are received, parsed and validated in a millisecond. */
const charactersPerMs = 4000;

/** Delays refusals by the length of their document. The time is not measured, because other work runs in between. */
export function withPenalty(prepare: Prepare, penalty: ValidationPenalty): Prepare {
  return async (params, info) => {
    const found = await prepare(params, info);
    if ('document' in found) return found;
    await penalty.refused(info.principal, (params.query?.length ?? 0) / charactersPerMs);
    return found;
  };
}

export function createPrepare(service: GraphqlService, limits: DocumentLimits): Prepare {
  const { schema } = service;
  const documents = createDocuments(schema, limits);
  const costs = service.costs ? createCosts(schema, service.costs) : null;
  const allowed = new WeakMap<DocumentNode, Set<ValidationRule>>();

  function refusals(document: DocumentNode, rules: readonly ValidationRule[]) {
    const passed = allowed.get(document) ?? new Set();
    if (rules.every((rule) => passed.has(rule))) return [];
    const errors = validate(schema, document, rules).slice(0, 1);
    if (errors.length === 0) allowed.set(document, new Set([...passed, ...rules]));
    return errors;
  }

  return async (params, { principal, reportCost = false }) => {
    const source = sourceOf(params, service);
    if (typeof source !== 'string') return [source];
    const document = documents.open(source);
    if (!('kind' in document)) return document;
    const hideSuggestions = principal.kind === 'CLIENT';
    // The caller's own rules come first, so that a client token does not find out which other fields exist.
    const refused = refusals(document, service.rulesFor?.(principal) ?? []);
    if (refused.length > 0) return refused;
    const invalid = await documents.validate(document, hideSuggestions);
    if (invalid.length > 0) return invalid;
    const { operationName = null, variables = null } = params;
    const found = getOperationAST(document, operationName);
    if (!found) return [noOperation(operationName)];
    const requested = costs?.of(document, found, variables) ?? 0;
    if (requested > limits.cost) return [limitExceeded('cost', limits.cost, requested)];
    const isRequested = reportCost || params.extensions?.['cost'] === true;
    const cost = isRequested ? { requested, maximum: limits.cost } : null;
    const type = found.operation;
    const rootField = rootFieldOf(found);
    return {
      document,
      type,
      rootField,
      operationName,
      variables,
      requested,
      cost,
      hideSuggestions,
    };
  };
}

function rootFieldOf({ selectionSet }: OperationDefinitionNode): string {
  const [first, ...more] = selectionSet.selections;
  return first?.kind === Kind.FIELD && more.length === 0 ? first.name.value : 'several';
}

function sourceOf(params: OperationParams, service: GraphqlService): string | GraphQLError {
  if (!isById(params)) return params.query ?? '';
  // Where a hash names the document, its id may be anything.
  const id = typeof params.documentId === 'string' ? params.documentId : null;
  const source = service.documentById?.(id ?? hashOf(params.extensions) ?? '') ?? null;
  if (source !== null) return source;
  // Clients of automatic persisted queries send the text after this error.
  return id === null
    ? coded('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound')
    : coded('DOCUMENT_NOT_TRUSTED', 'No document is registered under this id.');
}

function noOperation(operationName: string | null): GraphQLError {
  return coded(
    'GRAPHQL_VALIDATION_FAILED',
    operationName === null
      ? 'Must provide operation name if query contains multiple operations.'
      : `Unknown operation named "${operationName}".`,
  );
}

function coded(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
