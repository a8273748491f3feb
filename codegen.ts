/** schema.graphql and the documents of the tests → typed documents: `npm run codegen`. */
import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: ['tests/**/*.ts', '!tests/{generated,peers}/**'],
  // Node loads what is generated as it is: imports must name the file.
  emitLegacyCommonJSImports: false,
  importExtension: '.ts',
  generates: {
    'tests/generated/': {
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
    },
  },
};

export default config;
