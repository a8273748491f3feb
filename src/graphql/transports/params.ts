export interface OperationParams {
  query?: string | null | undefined;
  /** The id of a registered document, in place of `query`. Beside a query it is ignored. */
  documentId?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
  operationName?: string | null | undefined;
  /** `cost: true` requests `extensions.cost`. `persistedQuery.sha256Hash` is the id of a document. */
  extensions?: Record<string, unknown> | null | undefined;
}

/** Returns what was sent as the parameters of an operation, or what is wrong with it. */
export function paramsOf(sent: Readonly<Record<string, unknown>>): OperationParams | string {
  for (const name of ['query', 'operationName']) {
    if (!isNone(sent[name]) && typeof sent[name] !== 'string') return `${name} must be a string`;
  }
  for (const name of ['variables', 'extensions']) {
    if (!isNone(sent[name]) && !isObject(sent[name])) return `${name} must be a JSON object`;
  }
  const params = sent as OperationParams;
  const hasDocument = !isNone(params.query) || isById(params);
  return hasDocument ? params : 'query or documentId must be a string';
}

/** Whether the request names a document instead of sending its text. */
export function isById({ query, documentId, extensions }: OperationParams): boolean {
  const hasQuery = typeof query === 'string' && query !== '';
  return !hasQuery && (typeof documentId === 'string' || hashOf(extensions) !== null);
}

export function hashOf(extensions: OperationParams['extensions']): string | null {
  const persisted = extensions?.['persistedQuery'];
  if (typeof persisted !== 'object' || persisted === null) return null;
  const hash: unknown = Reflect.get(persisted, 'sha256Hash');
  return typeof hash === 'string' ? hash : null;
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNone = (value: unknown): value is null | undefined => value === null || value === undefined;
