import graphqlPlugin, { configs, parser } from '@graphql-eslint/eslint-plugin';

const { rules: recommended } = configs['flat/schema-recommended'];
const { rules: relay } = configs['flat/schema-relay'];

/** All recommended rules and all rules of Relay, for schema.graphql. Each exception has its reason beside it. */
export default [
  {
    files: ['schema.graphql'],
    languageOptions: { parser, parserOptions: { graphQLConfig: { schema: 'schema.graphql' } } },
    plugins: { '@graphql-eslint': graphqlPlugin },
    rules: {
      ...recommended,
      ...relay,
      // `code` was a text, so the enum that follows it has a name of its own: `Error.errorCode`.
      '@graphql-eslint/no-typename-prefix': 'off',
      '@graphql-eslint/strict-id-in-types': [
        'error',
        {
          exceptions: {
            // Results and pages are not stored, so they are nobody's to find again.
            suffixes: ['Connection', 'Edge', 'Success', 'Error', 'Action', 'Update'],
            // Values that are part of what they are shown in, and lists that are computed for one answer.
            types: [
              'AbnormalPaymentResolution',
              'AuditPrincipal',
              'Balance',
              'Explanation',
              'Failure',
              'Fee',
              'LastReconciliation',
              'MetadataEntry',
              'Money',
              'PageInfo',
              'ReconciledState',
              'Reconciliation',
              'ReconciliationFinding',
              'RequiredInputs',
              'Resolution',
              'StreamItem',
              'ValidationIssue',
              // Its key is `provider`.
              'ProviderCapabilities',
            ],
          },
        },
      ],
      // Every list is read forward, from the end that matters: `last` and `before` would be a second way to the same.
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
      // `nodes` beside `edges` is for those who need no cursors. Short lists, and lists of values, have no pages.
      '@graphql-eslint/relay-edge-types': ['error', { listTypeCanWrapOnlyEdgeType: false }],
    },
  },
];
