import { getArgumentValues } from 'graphql';
import type { ValidatedExecutionArgs } from 'graphql';
import type { Fields } from './fields.ts';
import type { FieldPlan } from './plan.ts';

/** The arguments of fields that follow from variables. */
export type Arguments = Map<FieldPlan, Fields>;

/** By the variables of the subscription: they are the same for each of its items. */
const ofItems = new WeakMap<object, Arguments>();

/** Where the arguments are kept that are found in an execution. */
export function argumentsIn({ operation, variableValues }: ValidatedExecutionArgs): Arguments {
  if (operation.operation !== 'subscription') return new Map();
  const known = ofItems.get(variableValues) ?? new Map();
  ofItems.set(variableValues, known);
  return known;
}

export function argumentsOf(
  plan: FieldPlan,
  { variableValues, hideSuggestions }: ValidatedExecutionArgs,
  known: Arguments,
): Fields {
  const before = known.get(plan);
  if (before) return before;
  const [node] = plan.nodes;
  const values = getArgumentValues(plan.field, node, variableValues, undefined, hideSuggestions);
  // All who resolve the field get the same object.
  const args = Object.freeze(values);
  if (plan.isConstant) plan.args = args;
  else known.set(plan, args);
  return args;
}
