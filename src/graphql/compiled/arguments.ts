import { getArgumentValues } from 'graphql';
import type { ValidatedExecutionArgs } from 'graphql';
import type { Fields } from './fields.ts';
import type { FieldPlan } from './plan.ts';

/** The arguments of a field that follow from variables, by its plan. */
export type Arguments = Map<FieldPlan, Fields>;

/** `known`: what was found in this execution. */
export function argumentsOf(
  plan: FieldPlan,
  { operation, variableValues, hideSuggestions }: ValidatedExecutionArgs,
  known: Arguments,
): Fields {
  // The items of a subscription have the same variables.
  if (plan.last?.variableValues === variableValues) return plan.last.args;
  const before = known.get(plan);
  if (before) return before;
  const [node] = plan.nodes;
  const values = getArgumentValues(plan.field, node, variableValues, undefined, hideSuggestions);
  const args = Object.freeze(values);
  if (plan.isConstant) plan.args = args;
  else if (operation.operation === 'subscription') plan.last = { variableValues, args };
  else known.set(plan, args);
  return args;
}
