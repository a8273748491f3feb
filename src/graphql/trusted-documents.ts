import { createHash } from 'node:crypto';
import { parse, print, validate } from 'graphql';
import type { ASTVisitor, DocumentNode, GraphQLSchema, ValidationRule } from 'graphql';
import type { Principal } from '../domain/principal.ts';
import { refusal } from './refusals.ts';

/** The documents that an operator registered (docs/security.md#trusted-documents). */
export interface TrustedDocuments {
  /** Finds a text by its id in the file or by the SHA-256 of the text, with or without the prefix `sha256:`. */
  byId(id: string): string | null;
  /**
   * Client tokens may run registered documents only. Of API keys, only those with MANAGE may use introspection freely.
   */
  rulesFor(principal: Principal): readonly ValidationRule[];
}

/** The file of trusted documents cannot be used. The message says why. */
export class TrustedDocumentsError extends Error {
  override readonly name = 'TrustedDocumentsError';
}

/** The fields that show the schema. The last one is only in a subgraph. */
const exploring: ReadonlySet<string> = new Set(['__schema', '__type', '_service']);

/**
 * `json` is an object from ids to documents (graphql-codegen's `persistedDocuments`), an array of documents, or the
 * manifest of Apollo's tools (`operations`, each with `id` and `body`). Throws TrustedDocumentsError where it is none
 * of these, and for an invalid document. `ours`: texts of documents that are registered always.
 */
export function readTrustedDocuments(
  json: string,
  schema: GraphQLSchema,
  ours: readonly string[] = [],
): TrustedDocuments {
  const texts = new Map<string, string>();
  const prints = new Set(ours.map((text) => print(check('of ours', text, schema))));
  for (const [name, text] of entriesOf(json)) {
    const document = check(name, text, schema);
    texts.set(name, text);
    texts.set(sha256(text), text);
    prints.add(print(document));
  }
  const onlyTrusted = createOnlyTrusted(prints);
  const onlyTrustedExplores = createOnlyTrustedExplores(prints);
  return {
    byId: (id) => texts.get(id.replace(/^sha256:/, '')) ?? null,
    rulesFor(principal) {
      if (principal.kind === 'CLIENT') return [onlyTrusted];
      const isFree = principal.kind === 'ADMINISTRATOR' || principal.scopes.includes('MANAGE');
      return isFree ? [] : [onlyTrustedExplores];
    },
  };
}

function entriesOf(json: string): [name: string, text: string][] {
  const value = parseJson(json);
  const entries: [string, unknown][] = Array.isArray(value)
    ? value.map((text, index): [string, unknown] => [`#${index + 1}`, text])
    : (operationsOf(value) ?? Object.entries(isObject(value) ? value : {}));
  if (entries.length === 0) {
    throw new TrustedDocumentsError('must be an object from ids to documents, or an array of them');
  }
  return entries.map(([name, text]) => {
    if (typeof text === 'string') return [name, text];
    throw new TrustedDocumentsError(`document ${name} is not a text`);
  });
}

/** The entries of an Apollo manifest; null where the value is not one. */
function operationsOf(value: unknown): [id: string, body: unknown][] | null {
  if (!isObject(value) || !('operations' in value) || !Array.isArray(value.operations)) return null;
  return value.operations.map((operation: unknown) => {
    const { id, body } = (isObject(operation) ? operation : {}) as { id?: unknown; body?: unknown };
    return [typeof id === 'string' ? id : '', body];
  });
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new TrustedDocumentsError('is not JSON');
  }
}

function check(name: string, text: string, schema: GraphQLSchema): DocumentNode {
  try {
    const document = parse(text, { noLocation: true });
    const [error] = validate(schema, document);
    if (!error) return document;
    throw error;
  } catch (error) {
    throw new TrustedDocumentsError(`document ${name} is not valid: ${(error as Error).message}`);
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Compares printed documents, so that layout and comments do not matter. */
const isAmong = (prints: ReadonlySet<string>, document: DocumentNode): boolean =>
  prints.has(print(document));

function createOnlyTrusted(prints: ReadonlySet<string>): ValidationRule {
  return (context): ASTVisitor => {
    if (!isAmong(prints, context.getDocument())) {
      const message = 'This document is not registered: a client token runs registered ones only.';
      context.reportError(refusal('DOCUMENT_NOT_TRUSTED', message));
    }
    return {};
  };
}

function createOnlyTrustedExplores(prints: ReadonlySet<string>): ValidationRule {
  return (context): ASTVisitor => ({
    Field(node) {
      if (!exploring.has(node.name.value) || isAmong(prints, context.getDocument())) return;
      const message = 'Only keys with the scope MANAGE may explore the schema here.';
      context.reportError(refusal('FORBIDDEN', message, node));
    },
  });
}
