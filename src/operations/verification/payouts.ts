import { payoutHolding } from '../../domain/attention/holding.ts';
import type { Instructions } from '../../domain/instructions/subject.ts';
import { movedBySettlement } from '../../domain/movements/movement.ts';
import { payoutPhase, payoutStatuses } from '../../domain/payout.ts';
import { refundFromRow } from '../../store/queries/refunds.ts';
import { settlementFromRow } from '../../store/queries/settlements.ts';
import { eventsOfSettlements, pagesOf } from '../../store/queries/operators/rows.ts';
import { attendingOf, checkItems, openReasonsOf } from './attention.ts';
import { checkEvents } from './events.ts';
import { checkInstruction, evidenceBySubject, tables } from './instructions.ts';
import type { EvidenceRows } from './instructions.ts';
import { checkMovements } from './movements.ts';
import { pageSize, readRow } from './verification.ts';
import type { Verification } from './verification.ts';

export async function verifyRefunds(verification: Verification): Promise<void> {
  const { sql, count } = verification;
  for await (const rows of pagesOf(sql, 'refunds', pageSize)) {
    count('refunds', rows.length);
    const ids = rows.map(({ id }) => id);
    const evidence = await evidenceBySubject(sql, ids);
    const records = rows.flatMap(
      (row) => readRow(verification, 'refunds', row, refundFromRow) ?? [],
    );
    for (const record of records) {
      checkPayout(verification, 'REFUND', record, evidence.get(record.id) ?? []);
    }
    await checkItems(verification, 'refunds', openReasonsOf(records));
  }
}

export async function verifySettlements(verification: Verification): Promise<void> {
  const { sql, count } = verification;
  for await (const rows of pagesOf(sql, 'settlements', pageSize)) {
    count('settlements', rows.length);
    const ids = rows.map(({ id }) => id);
    const evidence = await evidenceBySubject(sql, ids);
    const events = Map.groupBy(await eventsOfSettlements(sql, ids), (event) => event.subject_id);
    const records: Instructions['SETTLEMENT'][] = [];
    for (const row of rows) {
      const record = readRow(verification, 'settlements', row, settlementFromRow);
      if (record === null) continue;
      checkPayout(verification, 'SETTLEMENT', record, evidence.get(row.id) ?? []);
      const about = { ...row, order_id: null, settlement_id: row.id };
      const own = events.get(row.id) ?? [];
      checkEvents(verification, 'SETTLEMENT', about, own);
      checkMovements(verification, 'settlements', record, movedBySettlement(record), own);
      records.push(record);
    }
    await checkItems(verification, 'settlements', openReasonsOf(records));
  }
}

function checkPayout<K extends 'REFUND' | 'SETTLEMENT'>(
  verification: Verification,
  kind: K,
  record: Instructions[K],
  evidence: EvidenceRows,
): void {
  const { id, status } = record;
  if (!payoutStatuses.includes(status)) {
    verification.findings.add('readable', tables[kind], id, 'a known status', status);
    return;
  }
  const requested = 'amount' in record ? record.amount : record.request.amount;
  const holding = payoutHolding(record, requested, attendingOf(record));
  checkInstruction(verification, kind, { record, evidence, phase: payoutPhase(status), holding });
}
