import { Kind } from 'graphql';
import type { GraphQLResolveInfo, SelectionSetNode } from 'graphql';
import type { Brief, Extent } from '../../store/queries/pages.ts';

type Nodes = GraphQLResolveInfo['fieldNodes'];

/** Fields that follow from members of a brief record: how many of its members are read for each. */
export type BriefFields = ReadonlyMap<string, number>;

/** The members, and `others`: fields that follow from one of them, or, where it is null, from what is always read. */
export function briefFields<Of extends Brief<string>>(
  brief: Of,
  others: Readonly<Record<string, keyof Of | null>>,
): BriefFields {
  const members: (keyof Of)[] = Object.keys(brief);
  const extent = (member: keyof Of | null): number =>
    member === null ? 0 : members.indexOf(member) + 1;
  const named = Object.entries(others).map(([field, member]) => [field, extent(member)] as const);
  return new Map([...members.map((member) => [String(member), extent(member)] as const), ...named]);
}

/** By the fields of a list, which are the same in each execution of a document. */
const known = new WeakMap<Nodes, Extent>();

/** How much of the items of a list is read. The items of a connection are in `nodes` and in `edges { node }`. */
export function extentOf(
  ofBrief: BriefFields,
  { fieldNodes, fragments }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
): Extent {
  let extent = known.get(fieldNodes);
  if (extent === undefined) {
    extent = 0;
    for (const field of fieldsOfItems(fieldNodes, fragments)) {
      const needed = ofBrief.get(field) ?? null;
      extent = needed === null || extent === null ? null : Math.max(extent, needed);
    }
    known.set(fieldNodes, extent);
  }
  return extent;
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
