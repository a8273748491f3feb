import { GraphQLError, Kind } from 'graphql';
import type {
  DefinitionNode,
  DirectiveNode,
  DocumentNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { limitExceeded, MAX_DEFINITIONS, MAX_NESTING } from './limit.ts';
import type { DocumentLimits } from './limit.ts';

type Definition = OperationDefinitionNode | FragmentDefinitionNode;

interface Measure {
  /** Levels of fields. */
  depth: number;
  /** Levels of selection sets. */
  nesting: number;
  aliases: number;
  directives: number;
}

/** The measure of a definition without its fragments, and where they are spread in it. */
interface Local extends Measure {
  spreads: { name: string; depth: number; nesting: number }[];
}

/**
 * Measures each definition as it would be executed. The time is linear in the document: a fragment is measured once,
 * however often it is spread. Returns null where the document is within all limits and has no fragment cycles.
 */
export function measureDocument(
  document: DocumentNode,
  limits: DocumentLimits,
): GraphQLError | null {
  const { definitions } = document;
  if (definitions.length > MAX_DEFINITIONS) {
    return limitExceeded('definitions', MAX_DEFINITIONS, definitions.length);
  }
  const own = definitions
    .filter(isExecutable)
    .map((node) => ({ node, local: measureLocally(node) }));
  const fragments = new Map<string, Local>();
  for (const { node, local } of own) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, local);
  }
  const totals = new Map<Local, Measure>();
  for (const { local } of own) {
    const cyclic = addUp(local, fragments, totals);
    if (cyclic !== null) return fragmentCycle(cyclic);
    const refused = exceeding(totals.get(local) ?? local, limits);
    if (refused) return refused;
  }
  return null;
}

function isExecutable(node: DefinitionNode): node is Definition {
  return node.kind === Kind.OPERATION_DEFINITION || node.kind === Kind.FRAGMENT_DEFINITION;
}

function measureLocally(definition: Definition): Local {
  const local: Local = { depth: 0, nesting: 0, aliases: 0, directives: 0, spreads: [] };
  const count = (directives: readonly DirectiveNode[] | undefined): void => {
    local.directives += directives?.length ?? 0;
  };
  // The recursion is as deep as the brackets of the source, which `scan` limits.
  const walk = (set: SelectionSetNode, depth: number, nesting: number, inOfType: boolean): void => {
    local.nesting = Math.max(local.nesting, nesting);
    for (const selection of set.selections) {
      count(selection.directives);
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        local.spreads.push({ name: selection.name.value, depth, nesting });
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        walk(selection.selectionSet, depth, nesting + 1, inOfType);
      } else {
        // The usual introspection query unwraps a type by a chain of nine `ofType`. The chain counts as one level.
        const isOfType = selection.name.value === 'ofType';
        const level = isOfType && inOfType ? depth : depth + 1;
        local.depth = Math.max(local.depth, level);
        if (selection.alias) local.aliases += 1;
        if (selection.selectionSet) walk(selection.selectionSet, level, nesting + 1, isOfType);
      }
    }
  };
  count(definition.directives);
  for (const { directives } of variablesOf(definition)) count(directives);
  walk(definition.selectionSet, 0, 1, false);
  return local;
}

const variablesOf = (definition: Definition) => definition.variableDefinitions ?? [];

/**
 * Fills `totals` for a definition and all fragments that it spreads, fragments first, without recursion. Returns the
 * name of a fragment that spreads itself; null where there is none.
 */
function addUp(
  root: Local,
  fragments: ReadonlyMap<string, Local>,
  totals: Map<Local, Measure>,
): string | null {
  const path = [{ local: root, next: 0 }];
  const onPath = new Set([root]);
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const spread = top.local.spreads[top.next];
    if (!spread || totals.has(top.local)) {
      if (!totals.has(top.local)) totals.set(top.local, totalOf(top.local, fragments, totals));
      onPath.delete(top.local);
      path.pop();
      continue;
    }
    top.next += 1;
    const fragment = fragments.get(spread.name);
    if (!fragment || totals.has(fragment)) continue;
    if (onPath.has(fragment)) return spread.name;
    onPath.add(fragment);
    path.push({ local: fragment, next: 0 });
  }
  return null;
}

function totalOf(
  local: Local,
  fragments: ReadonlyMap<string, Local>,
  totals: ReadonlyMap<Local, Measure>,
): Measure {
  const total: Measure = { ...local };
  for (const { name, depth, nesting } of local.spreads) {
    const fragment = fragments.get(name);
    const inner = fragment && totals.get(fragment);
    if (!inner) continue;
    total.depth = Math.max(total.depth, depth + inner.depth);
    total.nesting = Math.max(total.nesting, nesting + inner.nesting);
    total.aliases += inner.aliases;
    total.directives += inner.directives;
  }
  return total;
}

function exceeding(measure: Measure, limits: DocumentLimits): GraphQLError | null {
  if (measure.nesting > MAX_NESTING) {
    return limitExceeded('nesting', MAX_NESTING, measure.nesting);
  }
  for (const limit of ['depth', 'aliases', 'directives'] as const) {
    if (measure[limit] > limits[limit]) {
      return limitExceeded(limit, limits[limit], measure[limit]);
    }
  }
  return null;
}

function fragmentCycle(name: string): GraphQLError {
  return new GraphQLError(`Fragment "${name}" spreads itself.`, {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
  });
}
