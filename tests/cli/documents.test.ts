import { NoDeprecatedCustomRule, parse, specifiedRules, validate } from 'graphql';
import { expect, it } from 'vitest';
import * as documents from '../../cli/documents.ts';
import { schema } from '../support/schema.ts';

it.each(Object.entries(documents))(
  '%s fits the schema and asks for nothing that is deprecated',
  (_name, document) => {
    const errors = validate(schema, parse(document), [...specifiedRules, NoDeprecatedCustomRule]);
    expect(errors.map(({ message }) => message)).toEqual([]);
  },
);
