import type { Settlement } from '../../domain/aggregates/aggregate.ts';
import { payoutEvidenceFrom, payoutStatuses } from '../../domain/payout.ts';
import type { PayoutEvidence, PayoutStatus } from '../../domain/payout.ts';
import type { SettlementRequest } from '../../domain/request.ts';
import { SettlementSchema } from '../entities/settlement.ts';
import { decode, encode } from '../json.ts';
import type { Sql } from '../sql.ts';
import { newestOf } from '../statements/lists.ts';
import { instructionQueries, instructionRanges, instructionShapes } from './instructions.ts';
import type { InstructionSearch } from './instructions.ts';
import type { Page } from './pages.ts';

const fixed = ['provider', 'request', 'order_ids', 'data_version'] as const;

export const {
  record: settlementFromRow,
  byId: settlementById,
  byIds: settlementsByIds,
  viewsByIds: settlementViewsByIds,
  byNumber: settlementByProviderReference,
  byNumbers: settlementsByProviderReferences,
  byKeys: settlementsByKeys,
  createdWithin: settlementsCreatedWithin,
  insert: insertSettlement,
  insertAll: insertSettlements,
  update: updateSettlement,
  updateAll: updateSettlements,
} = instructionQueries<'settlements', Settlement, (typeof fixed)[number], PayoutStatus>({
  table: 'settlements',
  isRoot: true,
  schema: SettlementSchema,
  prefix: 'stl',
  fixed,
  members: {
    provider: (row) => row.provider,
    status: (row) => row.status,
    request: (row) => decode<SettlementRequest>(row.request),
    orderIds: (row) => decode<string[]>(row.order_ids),
    evidence: (row) => payoutEvidenceFrom(decode<PayoutEvidence>(row.evidence)),
  },
  fixedColumns: (settlement) => ({
    provider: settlement.provider,
    request: encode(settlement.request),
    order_ids: encode(settlement.orderIds),
    data_version: 1,
  }),
  changing: ({ status, evidence }) => ({ status, evidence: encode(evidence) }),
});

export type SettlementSearch = Omit<InstructionSearch, 'provider'>;

const settlementsOf = newestOf('settlements', 'stl', instructionShapes);

/** Newest first. One row more than requested shows that there are more. */
export async function findSettlements(
  sql: Sql,
  merchantId: string,
  page: Page,
  search: SettlementSearch,
): Promise<Settlement[]> {
  const ranges = await instructionRanges(sql, merchantId, search, payoutStatuses);
  return (await settlementsOf(sql, ranges, page, search)).map(settlementFromRow);
}
