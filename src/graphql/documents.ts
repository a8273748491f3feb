import {
  GraphQLError,
  Kind,
  parse,
  specifiedRules,
  validate,
  ValuesOfCorrectTypeRule,
  visit,
} from 'graphql';
import type { ASTNode, DocumentNode, GraphQLSchema, ValidationRule } from 'graphql';

const MAX_TOKENS = 5000;
const CACHED_DOCUMENTS = 500;
/** A longer document is parsed anew each time: its tree is some ten times its size. */
const CACHED_LENGTH = 8192;

export type InputPath = readonly (string | number)[];

/** Parses and validates each document once. */
export interface Documents {
  /** Throws a GraphQLError with code GRAPHQL_PARSE_FAILED. */
  parse(source: string): DocumentNode;
  /** Codes: BAD_USER_INPUT for wrong values, GRAPHQL_VALIDATION_FAILED for everything else. */
  validate(document: DocumentNode): readonly GraphQLError[];
}

/** The same error with a code and, where it is known, a path into the input. */
export function withCode(error: GraphQLError, code: string, inputPath?: InputPath): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes,
    source: error.source,
    positions: error.positions,
    path: error.path,
    extensions: { ...error.extensions, code, ...(inputPath && { path: inputPath }) },
  });
}

export function createDocuments(
  schema: GraphQLSchema,
  limits: readonly ValidationRule[] = [],
): Documents {
  const rules = [...specifiedRules.map(tellingBadInput), ...limits];
  const known = new Map<string, DocumentNode>();
  const valid = new WeakSet<DocumentNode>();

  function remember(document: DocumentNode): void {
    valid.add(document);
    const source = document.loc?.source.body;
    if (source === undefined || source.length > CACHED_LENGTH) return;
    const [oldest] = known.keys();
    if (oldest !== undefined && known.size >= CACHED_DOCUMENTS) known.delete(oldest);
    known.set(source, document);
  }

  return {
    parse(source) {
      const document = known.get(source);
      if (document) return document;
      try {
        return parse(source, { maxTokens: MAX_TOKENS });
      } catch (error) {
        throw error instanceof GraphQLError ? withCode(error, 'GRAPHQL_PARSE_FAILED') : error;
      }
    },
    validate(document) {
      if (valid.has(document)) return [];
      const errors = validate(schema, document, rules);
      if (errors.length === 0) remember(document);
      return errors.map((error) =>
        typeof error.extensions['code'] === 'string'
          ? error
          : withCode(error, 'GRAPHQL_VALIDATION_FAILED'),
      );
    },
  };
}

/** A literal that its type refuses is the caller's input, although validation is what finds it. */
function tellingBadInput(rule: ValidationRule): ValidationRule {
  if (rule !== ValuesOfCorrectTypeRule) return rule;
  return (context) => {
    const reporting = Object.create(context) as typeof context;
    reporting.reportError = (error) => {
      context.reportError(
        withCode(error, 'BAD_USER_INPUT', pathOf(error.nodes?.[0], context.getDocument())),
      );
    };
    return rule(reporting);
  };
}

/** From the argument's name (or the variable's, for a default value) down to the literal. */
function pathOf(literal: ASTNode | undefined, document: DocumentNode): InputPath | undefined {
  if (!literal) return undefined;
  let found: InputPath | undefined;
  const path: (string | number)[] = [];
  const named = new Set<string>([Kind.ARGUMENT, Kind.OBJECT_FIELD, Kind.VARIABLE_DEFINITION]);
  visit(document, {
    enter(node, key, parent) {
      if (named.has(node.kind)) path.push(nameOf(node));
      else if (isItem(key, parent)) path.push(Number(key));
      if (node === literal) found = [...path];
    },
    leave(node, key, parent) {
      if (named.has(node.kind) || isItem(key, parent)) path.pop();
    },
  });
  return found;
}

function nameOf(node: ASTNode): string {
  if (node.kind === Kind.VARIABLE_DEFINITION) return node.variable.name.value;
  return node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD ? node.name.value : '';
}

function isItem(key: unknown, parent: unknown): boolean {
  if (typeof key !== 'number' || !Array.isArray(parent)) return false;
  const kind = (parent as readonly ASTNode[])[key]?.kind;
  return kind !== undefined && valueKinds.has(kind);
}

const valueKinds = new Set<string>([
  Kind.VARIABLE,
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
]);
