import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql';
import type { GraphQLNamedType } from 'graphql';
import { expect, it } from 'vitest';
import { schema } from '../support/schema.ts';

interface Element {
  /** Such as "Order.refunds(first)". */
  name: string;
  description: string;
  /** Why it is deprecated; null where it is not. */
  deprecation: string | null;
}

interface Described {
  description?: string | null | undefined;
  deprecationReason?: string | null | undefined;
}

const element = (name: string, { description, deprecationReason }: Described): Element => ({
  name,
  description: description ?? '',
  deprecation: deprecationReason ?? null,
});

function membersOf(type: GraphQLNamedType): Element[] {
  if (isEnumType(type)) {
    return type.getValues().map((value) => element(`${type.name}.${value.name}`, value));
  }
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) =>
      element(`${type.name}.${field.name}`, field),
    );
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => {
    const name = `${type.name}.${field.name}`;
    const args = field.args.map((arg) => element(`${name}(${arg.name})`, arg));
    return [element(name, field), ...args];
  });
}

const types = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
);
const elements = types.flatMap((type) => [element(type.name, type), ...membersOf(type)]);

/** "Order.providerOrderId" → order, provider, id. */
function wordsOf(text: string): string[] {
  const apart = text.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  const words = apart.match(/[a-z]+/g) ?? [];
  return words.filter((word) => !['a', 'an', 'the', 'of', 'its', 'this', 'is'].includes(word));
}

function saysMore({ name, description }: Element): boolean {
  const known = new Set(wordsOf(name));
  return wordsOf(description).some((word) => !known.has(word));
}

const namedIn = ({ description }: Element): string[] =>
  [...description.matchAll(/`([A-Za-z.]+)`/g)].map(([, name = '']) => name);

const failing = (holds: (of: Element) => boolean): string[] =>
  elements.filter((each) => !holds(each)).map(({ name, description }) => `${name}: ${description}`);

it('the schema describes every type, field, argument, input field and enum value', () => {
  expect(elements.length).toBeGreaterThan(950);
  expect(failing(({ description }) => description.trim() !== '')).toEqual([]);
});

it('a description says more than the name does', () => {
  expect(failing(saysMore)).toEqual([]);
});

it('a description is made of sentences', () => {
  // The types of errors begin with their code.
  const begins = /^(?:code [A-Z_]+[.:] |[A-Z\d`"])/;
  const isProse = ({ description }: Element): boolean =>
    begins.test(description) &&
    /[.…]\)?$/.test(description) &&
    !/ {2}|\bTODO\b|\s$/.test(description) &&
    (description.match(/`/g) ?? []).length % 2 === 0;
  expect(failing(isProse)).toEqual([]);
});

it('a description in code font names only what the schema has', () => {
  const known = new Set([
    ...types.map(({ name }) => name),
    ...elements.map(({ name }) => name),
    ...elements.map(({ name }) => name.replaceAll(/^.*[.(]|\)$/g, '')),
  ]);
  const unknown = elements.flatMap((each) =>
    namedIn(each)
      .filter((name) => !known.has(name))
      .map((name) => `${each.name}: ${name}`),
  );
  expect(unknown).toEqual([]);
});

it('what is deprecated names a successor that is there, or says that there is none', () => {
  const deprecated = elements.filter(({ deprecation }) => deprecation !== null);
  expect(deprecated.length).toBeGreaterThan(0);
  const lost = deprecated.filter(({ name, deprecation }) => {
    const [, successor] = /^Use `(\w+)`/.exec(deprecation ?? '') ?? [];
    if (successor === undefined) return !deprecation?.startsWith('It is never set.');
    const [type] = name.split('.');
    return !elements.some(
      (each) => each.name === `${type}.${successor}` && each.deprecation === null,
    );
  });
  expect(lost.map(({ name }) => name)).toEqual([]);
});

it('every scalar of ours names its specification', () => {
  const scalars = types.filter(isScalarType);
  expect(scalars.length).toBe(5);
  const without = scalars.filter(({ specifiedByURL }) => !URL.canParse(specifiedByURL ?? ''));
  expect(without.map(({ name }) => name)).toEqual([]);
});

it('a status is never text without an enum beside it', () => {
  const texts = types.filter(isObjectType).flatMap((type) =>
    Object.values(type.getFields())
      .filter(({ name }) => /^(?:status|from|to|code)$/.test(name))
      .filter(({ type: of }) => getNamedType(of).name === 'String')
      .filter(({ deprecationReason }) => deprecationReason === undefined)
      .map(({ name }) => `${type.name}.${name}`),
  );
  // Names of mistakes, not of a state: any version may know more of them.
  expect(texts).toEqual(['SignatureCause.code']);
});
