import { getNamedType, isInterfaceType, isLeafType, isObjectType, isUnionType } from 'graphql';
import type { GraphQLNamedType } from 'graphql';
import { schema } from '../../support/schema.ts';

/** From 0 to below the bound, the same for the same seed. */
export type Draw = (bound: number) => number;

export function drawing(seed: number): Draw {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    const mixed = Math.imul(state ^ (state >>> 13), 0x297a2d39);
    return ((mixed ^ (mixed >>> 16)) >>> 0) % bound;
  };
}

export const oneOf = <T>(draw: Draw, some: readonly T[]): T => some[draw(some.length)] as T;

/**
 * A random selection of this type: some of its fields, under other names, in nested fragments, upon interfaces,
 * under directives. `isLikely`: fields that are to be drawn more often than others.
 */
export function selectionOf(
  draw: Draw,
  type: GraphQLNamedType,
  depth: number,
  isLikely: (type: string, field: string) => boolean = () => true,
): string {
  if (isUnionType(type)) {
    const members = type.getTypes().filter(() => draw(3) > 0);
    const parts = members.map(
      (member) => `... on ${member.name} { ${selectionOf(draw, member, depth, isLikely)} }`,
    );
    return `__typename ${parts.join(' ')}`;
  }
  if (!isObjectType(type) && !isInterfaceType(type)) throw new Error(`no fields: ${type.name}`);
  const fields = Object.values(type.getFields()).filter(
    (field) => (depth > 0 || isLeafType(getNamedType(field.type))) && draw(5) < 2,
  );
  const selected = fields.filter(({ name }) => isLikely(type.name, name) || draw(40) === 0);
  const parts = selected.map(({ name, type: value }) => {
    const alias = draw(3) === 0 ? `${type.name}${draw(100)}_${name}: ` : `${type.name}_${name}: `;
    const named = getNamedType(value);
    const inner = isLeafType(named) ? '' : ` { ${selectionOf(draw, named, depth - 1, isLikely)} }`;
    return wrapped(draw, type.name, `${alias}${name}${directive(draw)}${inner}`);
  });
  if (isInterfaceType(type) && depth > 0) {
    const member = oneOf(draw, schema.getPossibleTypes(type));
    parts.push(`... on ${member.name} { ${selectionOf(draw, member, depth - 1, isLikely)} }`);
  }
  return `__typename ${parts.join(' ')}`;
}

function directive(draw: Draw): string {
  return oneOf(draw, [
    '',
    '',
    '',
    ' @include(if: true)',
    ' @skip(if: false)',
    ' @include(if: $yes)',
  ]);
}

function wrapped(draw: Draw, type: string, field: string): string {
  const fragment = oneOf(draw, ['', '', `... on ${type}`, '... @include(if: true)', '...']);
  return fragment === '' ? field : `${fragment} { ${field} }`;
}
