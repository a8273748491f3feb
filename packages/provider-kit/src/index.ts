/**
 * What a provider may import (docs/adding-a-provider.md). The version of this package is that of the contract: what is
 * exported here is added to freely, and nothing is renamed or dropped under the same first number.
 */
export * from './contract.ts';
export * from './kit.ts';
export * from './money.ts';
