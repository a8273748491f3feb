import { findSettlements } from '../../../store/queries/settlements.ts';
import { builder } from '../../builder.ts';
import { connectionType } from '../../connections.ts';
import { SettlementStatus } from '../enums/status.ts';
import { madeWithKey, searchArgs, searching } from '../lookups.ts';
import { mayRead } from '../node.ts';
import { Settlement } from './settlement.ts';
import { shared } from '../descriptions.ts';

const SettlementConnection = connectionType('Settlement', Settlement);

const SettlementFilter = builder.inputType('SettlementFilter', {
  description:
    'A settlement must match all members that are set. Members that are left out or null do not restrict.',
  fields: (t) => ({
    reference: t.string({ description: "The merchant's own reference, compared exactly." }),
    statuses: t.field({ type: [SettlementStatus], description: shared.statuses }),
    account: t.id({ description: shared.accountFilter }),
    createdFrom: t.field({ type: 'DateTime', description: shared.createdFrom }),
    createdTo: t.field({ type: 'DateTime', description: shared.createdTo }),
  }),
});

builder.queryFields((t) => ({
  settlement: t.field({
    type: Settlement,
    nullable: true,
    description: "Scope READ. Null where there is no such settlement, or it is not the caller's.",
    authScopes: { key: 'READ' },
    args: { id: t.arg.id({ required: true, description: 'The id of the settlement: stl_…' }) },
    resolve: async (_root, { id }, context) => {
      const settlement = await context.loaders.settlements.load(id);
      return settlement !== null && mayRead(context, settlement) ? settlement : null;
    },
  }),
  settlements: t.field({
    type: SettlementConnection,
    description: 'Scope READ. Newest first.',
    authScopes: { key: 'READ' },
    args: searchArgs(SettlementFilter),
    resolve: searching('stl', findSettlements),
  }),
  settlementByIdempotencyKey: t.field({
    type: Settlement,
    nullable: true,
    description:
      'Scope READ. What createSettlement has made with this key; null where it has made nothing.',
    authScopes: { key: 'READ' },
    args: { key: t.arg.id({ required: true, description: shared.keyArgument }) },
    resolve: madeWithKey(['createSettlement'], (loaders) => loaders.settlements),
  }),
}));
