export type { AccountRules } from './accounts.ts';
export { accountOf, digits, hex } from './accounts.ts';
export type { Balance } from './balance.ts';
export { balanceText, freeze, newBalance, unfreeze } from './balance.ts';
export type { KindRules } from './entity-kind.ts';
export { EntityKind } from './entity-kind.ts';
export { once } from './idempotency.ts';
export type { Snapshot } from './snapshot.ts';
export { snapshot } from './snapshot.ts';
