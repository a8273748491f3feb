export type { CashierRules } from './cashier.ts';
export type { Status } from './cashier-page.ts';
export { copied, scannable, timeLeft } from './cashier-page.ts';
export type { ControlCalls } from './control.ts';
export { Html, html } from './html.ts';
export type { OperatorAction, OperatorRules } from './operator.ts';
export { operatorTable } from './operator.ts';
