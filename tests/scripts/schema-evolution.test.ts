import { spawnSync } from 'node:child_process';
import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { evolutionOf, readRelease, releaseOf } from '../../scripts/schema/evolution.ts';

const sdl = `
type Query { order(id: ID!): Order, orders(first: Int = 20, filter: Filter): [Order!]! }
type Order { id: ID!, status: Status!, note: String }
input Filter { order: ID, status: Status }
enum Status { OPEN, PAID }
union Result = Order
`;
const release = readRelease(releaseOf('0.3.0', sdl));

/** The schema with one part of its text replaced. */
function changed(from: string, to: string) {
  if (!sdl.includes(from)) throw new Error(`the schema has no ${from}`);
  return buildSchema(sdl.replace(from, to));
}

const removed = 'FIELD_REMOVED Field Order.note was removed.';
const withoutNote = changed(', note: String', '');

const decision = (version: string, change: string): string => `# 20. Orders have no note

## Decision

It goes.

## What breaks clients of ${version}

- \`${change}\`

## Reasons

- \`none\`
`;

describe('a change that breaks clients of the last release', () => {
  it.each([
    ['a field that is removed', withoutNote, removed],
    [
      'a field whose type changes',
      changed('note: String', 'note: Int'),
      'FIELD_CHANGED_KIND Field Order.note changed type from String to Int.',
    ],
    [
      'an argument that becomes required',
      changed('order(id: ID!)', 'order(id: ID!, key: ID!)'),
      'REQUIRED_ARG_ADDED A required argument Query.order(key:) was added.',
    ],
    [
      'an enum value that is removed',
      changed('OPEN, PAID', 'PAID'),
      'VALUE_REMOVED_FROM_ENUM Enum value Status.OPEN was removed.',
    ],
    [
      'an input that takes only one of its fields',
      changed('input Filter', 'input Filter @oneOf'),
      'INPUT_IS_ONE_OF Input Filter takes exactly one field.',
    ],
  ])('is undecided where no decision names it: %s', (_change, schema, undecided) => {
    expect(evolutionOf(release, schema, ['# 1. Something else\n']).undecided).toEqual([undecided]);
  });

  it('is decided by a page that names it', () => {
    const pages = [decision('0.3.0', removed)];
    expect(evolutionOf(release, withoutNote, pages).undecided).toEqual([]);
  });

  it.each([
    ['another change', decision('0.3.0', 'FIELD_REMOVED Field Order.id was removed.')],
    ['the same change, for clients of another version', decision('0.2.0', removed)],
    ['the same change, under another heading', `## Reasons\n\n- \`${removed}\`\n`],
  ])('is not decided by a page that names %s', (_what, page) => {
    expect(evolutionOf(release, withoutNote, [page]).undecided).toEqual([removed]);
  });
});

describe('a change that breaks only clients that are not ready for it', () => {
  it.each([
    ['a new enum value', changed('OPEN, PAID', 'OPEN, PAID, LATE'), /^VALUE_ADDED_TO_ENUM/],
    [
      'a new member of a union',
      buildSchema(`${sdl} type Refusal { id: ID! } extend union Result = Refusal`),
      /^TYPE_ADDED_TO_UNION/,
    ],
    ['another default', changed('first: Int = 20', 'first: Int = 50'), /^ARG_DEFAULT_VALUE_CHANGE/],
  ])('is told, and needs no decision: %s', (_change, schema, told) => {
    const { undecided, dangerous } = evolutionOf(release, schema, []);
    expect(undecided).toEqual([]);
    expect(dangerous).toEqual([expect.stringMatching(told)]);
  });
});

it.each([
  ['a new field', changed('note: String', 'note: String, version: Int!')],
  ['a new optional argument', changed('order(id: ID!)', 'order(id: ID!, key: ID)')],
  ['a new optional input field', changed('order: ID,', 'order: ID, refund: ID,')],
  ['a deprecation', changed('note: String', 'note: String @deprecated(reason: "Use `id`.")')],
  ['a description', changed('type Order', '"What is to be paid." type Order')],
])('an addition is neither: %s', (_change, schema) => {
  expect(evolutionOf(release, schema, [])).toEqual({ undecided: [], dangerous: [] });
});

it('a released schema without its version is refused', () => {
  expect(() => readRelease(sdl)).toThrow('does not name its version');
});

it('the schema of the code keeps what the last release promised', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/schema/main.ts', '--check'], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
