import { executeRootSelectionSet, visit } from 'graphql';
import type { DocumentNode, ExecutionResult, OperationDefinitionNode } from 'graphql';
import type { ValidatedExecutionArgs } from 'graphql';
import { conditionOf, planSelection } from './plan.ts';
import type { Conditions, Selection } from './plan.ts';
import { Run } from './run.ts';

/** Executes a query or a mutation, or a subscription for an event, which is the root value. */
export type ExecuteOperation = (
  args: ValidatedExecutionArgs,
) => ExecutionResult | Promise<ExecutionResult>;

/** The plans of an operation. Which fields it has follows from the variables in its `@skip` and `@include`. */
interface Plans {
  variables: readonly string[];
  /** By the values of those variables. */
  selections: Map<string, Selection>;
}

/** Executions of an operation after which a function that reads its fields (`leaves.ts`) is worth its making. */
const usuallyReadOneByOne = 8;

/** Most selections that are planned of one operation. Others are executed by graphql-js. */
const mostSelections = 16;

/**
 * Executes as `executeRootSelectionSet` of graphql-js does, with the same results. What follows from the document alone
 * is found once, and kept as long as its tree: which fields there are, of what types, with which constant arguments.
 * `readOneByOne`: in so many executions of an operation at first, fields are read one by one.
 */
export function createCompiledExecution(readOneByOne = usuallyReadOneByOne): ExecuteOperation {
  const known = new WeakMap<OperationDefinitionNode, Plans>();
  return (args) => {
    const { schema, document, operation, errorPropagation, externalAbortSignal } = args;
    const type = schema.getRootType(operation.operation);
    const isUsual = errorPropagation && !externalAbortSignal;
    if (!isUsual || !type) return executeRootSelectionSet(args);
    let plans = known.get(operation);
    if (plans === undefined) {
      plans = { variables: conditionsIn(document, operation), selections: new Map() };
      known.set(operation, plans);
    }
    const selection = selectionOf(plans, args, readOneByOne);
    return selection ? new Run(args).execute(selection, type) : executeRootSelectionSet(args);
  };
}

function selectionOf(
  { variables, selections }: Plans,
  { schema, fragmentDefinitions, operation, variableValues }: ValidatedExecutionArgs,
  readOneByOne: number,
): Selection | null {
  let values = '';
  for (const variable of variables) {
    const value = variableValues.coerced[variable];
    // A null where the directive does not accept one.
    if (typeof value !== 'boolean') return null;
    values += value ? '1' : '0';
  }
  const before = selections.get(values);
  if (before !== undefined || selections.size >= mostSelections) return before ?? null;
  const conditions: Conditions = new Map(
    variables.map((variable, at) => [variable, values[at] === '1']),
  );
  const source = { schema, fragments: fragmentDefinitions, conditions, readOneByOne };
  const selection = planSelection(source, [operation.selectionSet]);
  selections.set(values, selection);
  return selection;
}

/** The variables of an operation that decide which fields it has. */
function conditionsIn(document: DocumentNode, operation: OperationDefinitionNode): string[] {
  const found = new Set<string>();
  visit(document, {
    Directive(node) {
      const variable = conditionOf(node);
      if (variable !== null) found.add(variable);
    },
  });
  const own = operation.variableDefinitions?.map(({ variable }) => variable.name.value) ?? [];
  return own.filter((name) => found.has(name));
}
