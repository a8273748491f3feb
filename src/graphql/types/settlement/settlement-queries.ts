import { findSettlements } from '../../../store/queries/settlements.ts';
import { builder } from '../../builder.ts';
import { connectionType } from '../../connections.ts';
import { SettlementStatus } from '../enums/status.ts';
import { madeWithKey, searchArgs, searching } from '../lookups.ts';
import { mayRead } from '../node.ts';
import { Settlement } from './settlement.ts';

const SettlementConnection = connectionType('Settlement', Settlement);

const SettlementFilter = builder.inputType('SettlementFilter', {
  fields: (t) => ({
    reference: t.string(),
    statuses: t.field({ type: [SettlementStatus] }),
    account: t.id(),
    createdFrom: t.field({ type: 'DateTime' }),
    createdTo: t.field({ type: 'DateTime' }),
  }),
});

builder.queryFields((t) => ({
  settlement: t.field({
    type: Settlement,
    nullable: true,
    authScopes: { key: 'READ' },
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, { id }, context) => {
      const settlement = await context.loaders.settlements.load(id);
      return settlement !== null && mayRead(context, settlement) ? settlement : null;
    },
  }),
  settlements: t.field({
    type: SettlementConnection,
    authScopes: { key: 'READ' },
    args: searchArgs(SettlementFilter),
    resolve: searching('stl', findSettlements),
  }),
  settlementByIdempotencyKey: t.field({
    type: Settlement,
    nullable: true,
    description: 'What createSettlement has made with this key.',
    authScopes: { key: 'READ' },
    args: { key: t.arg.id({ required: true }) },
    resolve: madeWithKey(['createSettlement'], (loaders) => loaders.settlements),
  }),
}));
