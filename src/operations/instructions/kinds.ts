import type { InstructionKind } from '../../domain/instructions/subject.ts';
import type { Kind } from './kind.ts';
import { orders } from './orders.ts';
import { refunds } from './refunds.ts';
import { settlements } from './settlements.ts';

/** One row for each kind of instruction. */
export const kinds: { readonly [K in InstructionKind]: Kind<K> } = {
  ORDER: orders,
  REFUND: refunds,
  SETTLEMENT: settlements,
};
