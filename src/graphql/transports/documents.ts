import { setImmediate as yieldToLoop } from 'node:timers/promises';
import {
  GraphQLError,
  Kind,
  NoUndefinedVariablesRule,
  NoUnusedVariablesRule,
  OverlappingFieldsCanBeMergedRule,
  parse,
  specifiedRules,
  validate,
  ValuesOfCorrectTypeRule,
  VariablesInAllowedPositionRule,
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
import { countComparisons } from '../limits/comparisons.ts';
import type { DocumentLimits } from '../limits/limit.ts';
import { measureDocument } from '../limits/measure.ts';
import { scan } from '../limits/scan.ts';
import { createRefusalCache } from './refusal-cache.ts';

const CACHED_DOCUMENTS = 500;
/** Characters. A longer document is parsed anew each time: its tree takes about ten times its size. */
const CACHED_LENGTH = 8192;
/** Most errors that are reported of one document, or of its variables. */
export const MAX_ERRORS = 25;
/** Characters that reporting the errors of one document may process: each error repeats its literal or counts lines. */
const CHARACTERS_FOR_ERRORS = 40_000;

export type InputPath = readonly (string | number)[];

/** Parses, measures and validates each document once. */
export interface Documents {
  /**
   * Returns the parsed document within its limits, or errors with the codes GRAPHQL_PARSE_FAILED or LIMIT_EXCEEDED.
   * Fragment cycles are refused too.
   */
  open(source: string): DocumentNode | readonly GraphQLError[];
  /**
   * Codes: BAD_USER_INPUT for wrong values, GRAPHQL_VALIDATION_FAILED for everything else. `hideSuggestions` leaves
   * suggestions and names of types out of the messages. Validation yields between steps: a long document takes
   * milliseconds.
   */
  validate(document: DocumentNode, hideSuggestions: boolean): Promise<readonly GraphQLError[]>;
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

/** graphql repeats a whole input object in its message, with the credentials in it. The path is enough. */
function withoutInput(message: string): string {
  return message.replace(/[,.;] found: [{[][\s\S]*$/i, '.');
}

export function createDocuments(schema: GraphQLSchema, limits: DocumentLimits): Documents {
  const steps = stepsOf(specifiedRules);
  const known = new Map<string, DocumentNode>();
  const valid = new WeakSet<DocumentNode>();
  const refusedSources = createRefusalCache();
  const [invalid, invalidWithoutSuggestions] = [createRefusalCache(), createRefusalCache()];

  function remember(document: DocumentNode): void {
    valid.add(document);
    const source = sourceOf(document);
    if (source.length > CACHED_LENGTH) return;
    const [oldest] = known.keys();
    if (oldest !== undefined && known.size >= CACHED_DOCUMENTS) known.delete(oldest);
    known.set(source, document);
  }

  return {
    open(source) {
      const document = known.get(source);
      if (document) return document;
      return (
        refusedSources.get(source) ?? refusedSources.store(source, parseWithin(source, limits))
      );
    },
    async validate(document, hideSuggestions) {
      if (valid.has(document)) return [];
      const refusals = hideSuggestions ? invalidWithoutSuggestions : invalid;
      const source = sourceOf(document);
      const refused = refusals.get(source);
      if (refused) return refused;
      const options = { maxErrors: mostErrors(source), hideSuggestions };
      for (const rules of steps) {
        // oxlint-disable-next-line no-await-in-loop
        await yieldToLoop();
        const errors = validate(schema, document, rules, options).map(coded);
        if (errors.length > 0) {
          return refusals.store(source, hideSuggestions ? errors.map(withoutSuggestion) : errors);
        }
      }
      remember(document);
      return [];
    },
  };
}

/** Each of these walks the whole document once more when it reaches the operation. */
const variableRules = [
  NoUndefinedVariablesRule,
  NoUnusedVariablesRule,
  VariablesInAllowedPositionRule,
];
/** Compares all fields of a selection set when it reaches the set. */
const fieldRules = [OverlappingFieldsCanBeMergedRule];

/** The slow rules run last, and only where all others have passed: most mistakes are found by then. */
function stepsOf(rules: readonly ValidationRule[]): readonly (readonly ValidationRule[])[] {
  const slow = new Set<ValidationRule>([...variableRules, ...fieldRules]);
  const quick = rules.filter((rule) => !slow.has(rule));
  return [quick.map(locatingRule), variableRules, fieldRules];
}

function mostErrors({ length }: string): number {
  return Math.max(1, Math.min(MAX_ERRORS, Math.floor(CHARACTERS_FOR_ERRORS / length)));
}

const sourceOf = (document: DocumentNode): string => document.loc?.source.body ?? '';

function parseWithin(source: string, limits: DocumentLimits): DocumentNode | GraphQLError[] {
  const tooLong = scan(source, limits.tokens);
  if (tooLong) return [tooLong];
  try {
    const document = parse(source);
    const refused = measureDocument(document, limits) ?? countComparisons(document);
    return refused ? [refused] : document;
  } catch (error) {
    if (error instanceof GraphQLError) return [withCode(error, 'GRAPHQL_PARSE_FAILED')];
    throw error;
  }
}

/** With `hideSuggestions`, graphql still leaves one kind of suggestion. */
function withoutSuggestion(error: GraphQLError): GraphQLError {
  const { message, source, positions, extensions } = error;
  const plain = message.replace(/ Did you mean [\s\S]*$/, '');
  return new GraphQLError(plain, { source, positions, extensions });
}

function coded(error: GraphQLError): GraphQLError {
  const isCoded = typeof error.extensions['code'] === 'string';
  return isCoded ? error : withCode(error, 'GRAPHQL_VALIDATION_FAILED');
}

function locatingRule(rule: ValidationRule): ValidationRule {
  return rule === ValuesOfCorrectTypeRule ? BadInputRule : rule;
}

/**
 * graphql's ValuesOfCorrectTypeRule with a path. A literal that its type refuses is the caller's input, although
 * validation finds it, so its code is BAD_USER_INPUT.
 */
const BadInputRule: ValidationRule = (context) => {
  const check = (type: GraphQLInputType | null | undefined, node: ValueNode, within: unknown) => {
    if (!type) return false;
    const report = (error: GraphQLError, path: InputPath): void => {
      const located = error.nodes ? error : new GraphQLError(error.message, { nodes: node });
      context.reportError(withCode(located, 'BAD_USER_INPUT', [...nameOf(within), ...path]));
    };
    const { hideSuggestions } = context;
    validateInputLiteral(node, type, report, undefined, undefined, hideSuggestions);
    // Do not descend: the whole literal has been checked.
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

/** The name of the argument, or of the variable whose default the literal is. */
function nameOf(within: unknown): string[] {
  const node = within as ASTNode | undefined;
  if (node?.kind === Kind.ARGUMENT) return [node.name.value];
  return node?.kind === Kind.VARIABLE_DEFINITION ? [node.variable.name.value] : [];
}
