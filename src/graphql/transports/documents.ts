import {
  GraphQLError,
  Kind,
  parse,
  specifiedRules,
  validate,
  ValuesOfCorrectTypeRule,
  validateInputLiteral,
} from 'graphql';
import type {
  ASTNode,
  DocumentNode,
  GraphQLInputType,
  GraphQLSchema,
  ValidationRule,
  ValueNode,
} from 'graphql';

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
  return new GraphQLError(withoutInput(error.message), {
    nodes: error.nodes,
    source: error.source,
    positions: error.positions,
    path: error.path,
    extensions: { ...error.extensions, code, ...(inputPath && { path: inputPath }) },
  });
}

/** graphql repeats a whole input object in its message, credentials and all. The path says enough. */
function withoutInput(message: string): string {
  return message.replace(/[,.;] found: [{[][\s\S]*$/i, '.');
}

export function createDocuments(
  schema: GraphQLSchema,
  limits: readonly ValidationRule[] = [],
): Documents {
  const rules = [...specifiedRules.map(tellingWhere), ...limits];
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

function tellingWhere(rule: ValidationRule): ValidationRule {
  return rule === ValuesOfCorrectTypeRule ? BadInputRule : rule;
}

/**
 * graphql's ValuesOfCorrectTypeRule, telling also where: a literal that its type refuses is the
 * caller's input, although validation is what finds it.
 */
const BadInputRule: ValidationRule = (context) => {
  const check = (type: GraphQLInputType | null | undefined, node: ValueNode, within: unknown) => {
    if (!type) return false;
    validateInputLiteral(node, type, (error, path) => {
      const located = error.nodes ? error : new GraphQLError(error.message, { nodes: node });
      context.reportError(withCode(located, 'BAD_USER_INPUT', [...nameOf(within), ...path]));
    });
    // The whole literal has been looked at.
    return false;
  };
  const value = (node: ValueNode, _key: unknown, within: unknown) =>
    check(context.getInputType(), node, within);
  return {
    NullValue: value,
    ObjectValue: value,
    EnumValue: value,
    IntValue: value,
    FloatValue: value,
    StringValue: value,
    BooleanValue: value,
    ListValue: (node, _key, within) => check(context.getParentInputType(), node, within),
  };
};

/** The argument, or the variable of which the literal is the default. */
function nameOf(within: unknown): string[] {
  const node = within as ASTNode | undefined;
  if (node?.kind === Kind.ARGUMENT) return [node.name.value];
  return node?.kind === Kind.VARIABLE_DEFINITION ? [node.variable.name.value] : [];
}
