import { Kind } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLError,
  SelectionSetNode,
} from 'graphql';
import { limitExceeded, MAX_COMPARISONS } from './limit.ts';

const MAX_VISITS = 20_000;

/**
 * Validation compares fields with the same response name in pairs, and fragments too, so a document of a few kilobytes
 * can require millions of comparisons. This counts them beforehand. The fragments must be free of cycles. Returns null
 * where there are few enough.
 */
export function countComparisons(document: DocumentNode): GraphQLError | null {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  const budget = { left: MAX_COMPARISONS, visits: MAX_VISITS };
  for (const definition of document.definitions) {
    if (!('selectionSet' in definition) || !definition.selectionSet) continue;
    compare([definition.selectionSet], fragments, budget);
    if (isSpent(budget)) return limitExceeded('comparisons', MAX_COMPARISONS);
  }
  return null;
}

interface Budget {
  left: number;
  /** A fragment is visited again at every place where it is spread. */
  visits: number;
}

const isSpent = ({ left, visits }: Budget): boolean => left < 0 || visits < 0;

/** Counts the comparisons of selection sets that are merged into one. */
function compare(
  sets: readonly SelectionSetNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  budget: Budget,
): void {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  const collect = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      budget.visits -= 1;
      if (isSpent(budget)) return;
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        const same = fields.get(name);
        if (same) same.push(selection);
        else fields.set(name, [selection]);
        budget.left -= (same?.length ?? 1) - 1;
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet);
      } else if (!spread.has(selection.name.value)) {
        budget.left -= spread.size;
        spread.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment) collect(fragment.selectionSet);
      }
    }
  };
  for (const set of sets) collect(set);
  for (const same of fields.values()) {
    if (isSpent(budget)) return;
    const nested = same.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (nested.length > 0) compare(nested, fragments, budget);
  }
}
