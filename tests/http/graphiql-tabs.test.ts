import { existsSync, readFileSync } from 'node:fs';
import {
  buildSchema,
  getVariableValues,
  Kind,
  NoDeprecatedCustomRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { actionTabs } from '../../src/http/graphiql/action-tabs.ts';
import { linkTabs } from '../../src/http/graphiql/link-tabs.ts';
import { methodTabs, orderTab } from '../../src/http/graphiql/method-tabs.ts';
import { supportTabs } from '../../src/http/graphiql/support-tabs.ts';
import { registry } from '../../sandbox/registry.ts';
import { graphiqlTabs } from '../../src/http/graphiql/tabs.ts';

/** Those of the demo, with an account at each provider. */
const demoTabs = registry.map(({ order }) =>
  orderTab({ ...order, input: { ...order.input, account: 'acc_1' } }),
);

const schemaFile = new URL('../../schema.graphql', import.meta.url);

describe.skipIf(!existsSync(schemaFile))('The ready tabs of GraphiQL', () => {
  it.each([
    ...graphiqlTabs,
    ...supportTabs,
    ...actionTabs,
    ...linkTabs,
    ...methodTabs,
    ...demoTabs,
  ])(
    'fit the schema, and show nothing of it that is deprecated: $query',
    ({ query, variables }) => {
      const schema = buildSchema(readFileSync(schemaFile, 'utf8'));
      const document = parse(query);
      expect(validate(schema, document, [...specifiedRules, NoDeprecatedCustomRule])).toEqual([]);
      const [operation] = document.definitions;
      if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('No operation');
      const values = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
      expect(values.errors).toBeUndefined();
    },
  );
});
