import { defineEntity, p } from '@mikro-orm/core';
import type { PayoutStatus } from '../../domain/payout.ts';
import { instructionColumns, instructionIndexes, oncePerAccount } from './instruction.ts';
import { dataVersion, writtenBefore } from './personal-data/data-version.ts';

export const SettlementSchema = defineEntity({
  name: 'Settlement',
  tableName: 'settlements',
  properties: {
    ...instructionColumns(),
    provider: p.text(),
    status: p.text().$type<PayoutStatus>(),
    /** JSON: amount, destination, description. */
    request: p.text(),
    /** JSON array of order ids. */
    orderIds: p.text(),
    dataVersion: dataVersion(),
  },
  indexes: [
    ...instructionIndexes(),
    writtenBefore(),
    { properties: ['account', 'status', 'id'] },
    { properties: ['account', 'reference', 'status', 'id'] },
  ],
  uniques: [oncePerAccount()],
});

export class Settlement extends SettlementSchema.class {}
SettlementSchema.setClass(Settlement);
