/** What a provider's double is declared and started with (docs/provider-double.md). */
export * from '../../../sandbox/double/index.ts';
