import { Kind } from 'graphql';
import type { GraphQLResolveInfo, SelectionSetNode } from 'graphql';

type Nodes = GraphQLResolveInfo['fieldNodes'];

/** By the fields of a list, which are the same in each execution of a document. */
const known = new WeakMap<Nodes, ReadonlySet<string>>();

/**
 * Whether the items of a list are asked for no other fields than these, so that fewer columns are read. The items of a
 * connection are in `nodes` and in `edges { node }`.
 */
export function isOnly(
  fields: ReadonlySet<string>,
  { fieldNodes, fragments }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
): boolean {
  let selected = known.get(fieldNodes);
  if (selected === undefined) {
    selected = fieldsOfItems(fieldNodes, fragments);
    known.set(fieldNodes, selected);
  }
  for (const field of selected) if (!fields.has(field)) return false;
  return true;
}

const within = new Set(['nodes', 'edges', 'node']);
const ofNoItem = new Set(['pageInfo', '__typename']);

/** With those that a directive leaves out. */
function fieldsOfItems(
  lists: Nodes,
  fragments: GraphQLResolveInfo['fragments'],
): ReadonlySet<string> {
  const found = new Set<string>();
  const collect = (set: SelectionSetNode | undefined): void => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        collect(fragments[selection.name.value]?.selectionSet);
      } else if (selection.kind === Kind.INLINE_FRAGMENT || within.has(selection.name.value)) {
        collect(selection.selectionSet);
      } else if (!ofNoItem.has(selection.name.value)) found.add(selection.name.value);
    }
  };
  for (const { selectionSet } of lists) collect(selectionSet);
  return found;
}
