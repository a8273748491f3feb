/** schema.graphql and the documents of the tests, the client, the console and the shop → typed documents: `npm run codegen`. */
import type { CodegenConfig } from '@graphql-codegen/cli';

/** Typed documents of what `documents` names. */
const typed = (documents: string[]): CodegenConfig['generates'][string] => ({
  documents,
  preset: 'client',
  presetConfig: { fragmentMasking: false },
  config: {
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
  },
});

const config: CodegenConfig = {
  schema: 'schema.graphql',
  // Node loads what is generated as it is: imports must name the file.
  emitLegacyCommonJSImports: false,
  importExtension: '.ts',
  generates: {
    'tests/generated/': typed([
      'tests/**/*.ts',
      '!tests/{generated,peers}/**',
      'clients/typescript/src/documents.ts',
    ]),
    'console/src/gql/': typed(['console/src/**/*.{ts,tsx}', '!console/src/gql/**']),
    'examples/checkout/gql/': typed(['examples/checkout/server/*.ts']),
  },
};

export default config;
