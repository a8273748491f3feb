import { getOperationAST, GraphQLError, validate } from 'graphql';
import type { DocumentNode, OperationTypeNode, ValidationRule } from 'graphql';
import { createCosts } from '../limits/cost.ts';
import { limitExceeded } from '../limits/limit.ts';
import type { DocumentLimits } from '../limits/limit.ts';
import type { ValidationPenalty } from '../limits/validation-penalty.ts';
import { createDocuments } from './documents.ts';
import type { GraphqlService, RequestInfo } from './service.ts';

export interface OperationParams {
  query?: string | null | undefined;
  /** Of a registered document, in the place of `query`. */
  documentId?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
  operationName?: string | null | undefined;
  /** `cost: true` asks for `extensions.cost`; `persistedQuery.sha256Hash` is a document's id. */
  extensions?: Record<string, unknown> | null | undefined;
}

export interface Operation {
  document: DocumentNode;
  type: OperationTypeNode;
  operationName: string | null;
  variables: Record<string, unknown> | null;
  /** Its cost. */
  requested: number;
  /** To be told with the answer; null: not asked for. */
  cost: { requested: number; maximum: number } | null;
  /** Errors give no suggestions and no names of types. */
  hideSuggestions: boolean;
}

/** Finds the operation, within all limits, valid and allowed to this caller; errors carry their codes. */
export type Prepare = (
  params: OperationParams,
  info: RequestInfo,
) => Promise<Operation | readonly GraphQLError[]>;

/** Characters of a document that take a millisecond: it is received, read, and gone through for what is wrong. */
const charactersPerMs = 4000;

/** The same, but a refusal that was hard to find is told later. Counted, not timed: others have their turns in it. */
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
    // First what it may ask for: a stranger is not told which of the rest there is.
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
    return { document, type, operationName, variables, requested, cost, hideSuggestions };
  };
}

/** Whether a document is named and not sent. */
export function isById({ query, documentId, extensions }: OperationParams): boolean {
  const hasQuery = typeof query === 'string' && query !== '';
  return !hasQuery && (typeof documentId === 'string' || hashOf(extensions) !== null);
}

function sourceOf(params: OperationParams, service: GraphqlService): string | GraphQLError {
  if (!isById(params)) return params.query ?? '';
  const hash = hashOf(params.extensions);
  const id = params.documentId ?? hash ?? '';
  const source = service.documentById?.(id) ?? null;
  if (source !== null) return source;
  // Clients of automatic persisted queries send the text when they read this.
  return params.documentId === undefined || params.documentId === null
    ? coded('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound')
    : coded('DOCUMENT_NOT_TRUSTED', 'No document is registered under this id.');
}

function hashOf(extensions: OperationParams['extensions']): string | null {
  const persisted = extensions?.['persistedQuery'];
  if (typeof persisted !== 'object' || persisted === null) return null;
  const hash: unknown = Reflect.get(persisted, 'sha256Hash');
  return typeof hash === 'string' ? hash : null;
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
