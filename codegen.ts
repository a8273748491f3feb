/** schema.graphql and the documents of the tests, of the client and of the shop → typed documents: `npm run codegen`. */
import type { CodegenConfig } from '@graphql-codegen/cli';

const types = {
  enumType: 'string-literal',
  useTypeImports: true,
  strictScalars: true,
  defaultScalarType: 'never',
  scalars: {
    DateTime: 'string',
    Decimal: 'string',
    CurrencyCode: 'string',
    URL: 'string',
    EventCursor: 'string',
  },
};

/** Typed documents of what `documents` names. */
const typed = (documents: string[]): CodegenConfig['generates'][string] => ({
  documents,
  preset: 'client',
  presetConfig: { fragmentMasking: false },
  config: types,
});

const config: CodegenConfig = {
  schema: 'schema.graphql',
  // Node loads what is generated as it is: imports must name the file.
  emitLegacyCommonJSImports: false,
  importExtension: '.ts',
  generates: {
    'tests/generated/': typed(['tests/**/*.ts', '!tests/generated/**']),
    // Types alone, so that the package depends on nothing for them.
    'clients/typescript/src/schema-types.ts': {
      documents: ['clients/typescript/src/documents.ts'],
      plugins: ['typescript-operations'],
      config: types,
    },
    'clients/typescript/src/possible-types.ts': {
      plugins: ['./clients/typescript/possible-types-plugin.ts'],
    },
    'examples/checkout/gql/': typed(['examples/checkout/{server,web}/**/*.{ts,tsx}']),
  },
};

export default config;
