import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  auditEntryById,
  findAuditEntries,
  insertAuditEntry,
  insertAuditOutcome,
  insertAuditSubjects,
  outcomesOfAuditEntries,
  subjectsOfAuditEntry,
} from '../../src/store/queries/audit.ts';
import type { AuditSearch } from '../../src/store/queries/audit.ts';
import type { AuditRecord } from '../../src/store/records.ts';
import type { TestDatabase } from '../support/database.ts';
import { onPostgres } from '../support/own-database.ts';
import { explaining } from '../support/watching.ts';
import { openWithMerchants } from './rows.ts';

const entry: AuditRecord = {
  id: 'aud_1',
  merchantId: 'mer_1',
  principal: 'API_KEY',
  apiKey: { id: 'key_1', name: 'backend', prefix: 'pgk_12345678' },
  mutation: 'createOrder',
  arguments: '{}',
  source: '192.0.2.1',
  requestId: 'request 1',
  at: 1_000,
};

let opened: TestDatabase;

beforeAll(async () => {
  opened = await openWithMerchants();
  await opened.queue.commit(async (tx) => {
    await insertAuditEntry(tx, entry);
    await insertAuditSubjects(tx, 'aud_1', ['ord_1', 'acc_1']);
    await insertAuditOutcome(tx, 'aud_1', 'SUCCEEDED', 2_000);
  });
});
afterAll(async () => {
  await opened[Symbol.asyncDispose]();
});

/** All rows of the three tables. */
async function everything(): Promise<unknown[]> {
  const tables = ['audit_entries', 'audit_subjects', 'audit_outcomes'];
  const { reader } = opened.database;
  return Promise.all(tables.map((table) => reader.all(`select * from ${table} order by 1, 2`)));
}

describe('the audit trail', () => {
  it.each([
    "update audit_entries set source = 'elsewhere'",
    "update audit_entries set id = id || '' where id = 'aud_1'",
    'delete from audit_entries',
    "update audit_subjects set subject_id = 'ord_2'",
    'delete from audit_subjects',
    "update audit_outcomes set outcome = 'NOT_FOUND'",
    'delete from audit_outcomes',
    `insert into audit_outcomes (entry_id, outcome, at) values ('aud_2', 'FAILED', 1), ('aud_1', 'FAILED', 1)
      on conflict (entry_id) do update set outcome = 'FAILED'; delete from audit_outcomes`,
  ])('refuses in the database itself: %s', async (statement) => {
    const before = await everything();
    const change = opened.queue.commit(async (tx) => {
      for (const part of statement.split('; ')) await tx.run(part);
    });
    await expect(change).rejects.toThrow(/audit_\w+: never (changed|deleted)/);
    expect(await everything()).toEqual(before);
  });

  it.each(
    onPostgres
      ? [{ how: '', otherwise: 'on conflict do nothing' }]
      : ['or replace', 'or ignore', 'or abort'].map((how) => ({ how, otherwise: '' })),
  )('keeps what is there (insert $how $otherwise)', async ({ how, otherwise }) => {
    const before = await everything();
    await opened.queue.commit(async (tx) => {
      await tx.run(`insert ${how} into audit_entries
        select id, null, 'ADMINISTRATOR', null, null, null, mutation, '', '', '', 0 from audit_entries where true ${otherwise}`);
      await tx.run(`insert ${how} into audit_outcomes values ('aud_1', 'FAILED', 0) ${otherwise}`);
      await tx.run(`insert ${how} into audit_subjects values ('aud_1', 'ord_1') ${otherwise}`);
    });
    await opened.queue.commit((tx) => insertAuditEntry(tx, { ...entry, source: 'elsewhere' }));
    expect(await everything()).toEqual(before);
  });

  it('goes nowhere when a merchant does', async () => {
    const before = await everything();
    await opened.queue.commit(async (tx) => {
      await tx.run("delete from provider_accounts where merchant_id = 'mer_1'");
      await tx.run("delete from merchants where id = 'mer_1'");
    });
    expect(await everything()).toEqual(before);
  });

  it('returns what was written', async () => {
    const { reader } = opened.database;
    expect(await auditEntryById(reader, 'aud_1')).toEqual(entry);
    expect(await auditEntryById(reader, 'aud_2')).toBeNull();
    expect(await outcomesOfAuditEntries(reader, ['aud_1', 'aud_2'])).toEqual([
      { id: 'aud_1', outcome: 'SUCCEEDED' },
    ]);
    expect(await subjectsOfAuditEntry(reader, 'aud_1', { first: 9, after: null })).toEqual([
      'acc_1',
      'ord_1',
    ]);
    expect(await subjectsOfAuditEntry(reader, 'aud_1', { first: 1, after: 'acc_1' })).toEqual([
      'ord_1',
    ]);
  });

  it.skipIf(onPostgres).each<[AuditSearch, string]>([
    [{}, 'merchant_id_id_index (merchant_id=? AND id<?)'],
    [{ since: 5 }, 'merchant_id_id_index (merchant_id=? AND id>? AND id<?)'],
    [{ mutations: ['createOrder'] }, 'merchant_id_principal_mutation_id_index'],
    [{ apiKey: 'key_1' }, 'merchant_id_api_key_id_id_index'],
    [{ principals: ['ADMINISTRATOR'] }, 'merchant_id_principal_id_index'],
    [{ subject: 'ord_1' }, 'audit_subjects_subject_id_entry_id_index'],
  ])('is read along an index, never sorted: %j', async (search, index) => {
    const plans: string[] = [];
    const { reader } = opened.database;
    await findAuditEntries(
      explaining(reader, plans),
      'mer_1',
      { first: 2, after: 'aud_9' },
      search,
    );
    expect(plans.join('\n')).toContain(index);
    // It scans the list of ids that it receives, and no table.
    expect(plans.join('\n')).not.toMatch(/SCAN (?!json_each )/);
    expect(plans.join('\n')).not.toContain('FOR ORDER BY');
  });
});
