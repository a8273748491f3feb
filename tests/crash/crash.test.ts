import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onPostgres } from '../support/own-database.ts';
import { Audit } from './audit/audit.ts';
import type { Finding } from './finding.ts';
import { createRandom } from './random.ts';
import { playRound } from './round.ts';
import { openTestbed } from './testbed/testbed.ts';
import type { Testbed } from './testbed/testbed.ts';

const one = (table: string, where = '1 = 1'): string =>
  `(select id from ${table} where ${where} limit 1)`;

/** No further round begins after this, however slow the machine is. */
const enoughMs = 12_000;

/**
 * A short run of `npm run prove -- crash`, with two processes where the database takes them. Their clock is moved; the
 * load is real.
 */
describe('the process, killed under load', () => {
  const random = createRandom('in short');
  let testbed: Testbed;

  beforeAll(async () => {
    testbed = await openTestbed(random, { processes: onPostgres ? 2 : 1 });
  });

  afterAll(async () => {
    await testbed.close();
  });

  it('loses nothing, doubles nothing, gets nothing wrong and leaves nothing stuck', async () => {
    const audit = new Audit(testbed);
    const findings: Finding[] = [];
    const until = performance.now() + enoughMs;
    for (let round = 1; round <= 3 && performance.now() < until; round += 1) {
      const { from } = await playRound(testbed, random.fork(round), round);
      findings.push(...(await audit.round(testbed, from)).findings);
    }
    expect(findings).toEqual([]);
    expect(audit.acknowledged).toBeGreaterThan(0);
    expect(testbed.client.answered.size).toBeGreaterThan(0);
  }, 60_000);

  /** A change to the database, and the verdict that must be found for it. */
  it.each([
    [
      'a status that is not the one there',
      `update orders set status = 'REVERSED' where id = ${one('orders', "status = 'PAID'")}`,
      { verdict: 'wrong', text: /is REVERSED, there it is PAID/ },
    ],
    [
      'a status that its log does not tell',
      `update orders set version = version + 1 where id = ${one('orders')}`,
      { verdict: 'wrong', text: /in version \d+, and its log says/ },
    ],
    [
      'an acknowledged webhook that is not kept',
      `delete from webhook_deliveries where id = ${one('webhook_deliveries')}`,
      { verdict: 'lost', text: /was acknowledged and is not kept/ },
    ],
    [
      'a key that has forgotten what it made',
      // Several: whoever asked for one of them may have had no answer.
      `delete from idempotency_keys where object_id in
         (select object_id from idempotency_keys where mutation = 'createOrder' limit 5)`,
      { verdict: 'lost', text: /was answered with ord_\w+, and is not known/ },
    ],
    [
      'an object without a key',
      'select 1',
      { verdict: 'doubled', text: /there are \d+ orders for \d+ keys/ },
    ],
    [
      'an order at the provider that nobody knows here',
      `update orders set provider_reference = 'another' where id = ${one('orders', "status = 'PAID'")}`,
      { verdict: 'doubled', text: /made \d+ of order, and \d+ of them are known here/ },
    ],
    [
      'a mutation that is not in the audit trail',
      `drop trigger ${onPostgres ? 'audit_subjects_never_changed on audit_subjects' : 'audit_subjects_never_deleted'};
       delete from audit_subjects where subject_id = (select object_id from idempotency_keys limit 1)`,
      { verdict: 'lost', text: /and the audit trail does not tell/ },
    ],
    [
      'work that nobody does',
      `update orders set check_at = 9000000000000 where id = ${one('orders')}`,
      { verdict: 'stuck', text: /is looked at in \d+ s/ },
    ],
    [
      'a hole in its log',
      'delete from events where seq = 2',
      { verdict: 'lost', text: /the log goes from 1 to 3/ },
    ],
    [
      'a subscriber that has missed an event',
      'select 1',
      { verdict: 'lost', text: /the (?:SSE|WebSocket) subscriber heard/ },
    ],
  ] as const)('would be seen to have %s', async (_what, sql, { verdict, text }) => {
    await testbed.database.tamper(...sql.split(';'));
    const { findings } = await new Audit(testbed).round(testbed, 0);
    const found = findings.map((finding) => `${finding.verdict}: ${finding.text}`);
    expect(found).toContainEqual(
      expect.stringMatching(new RegExp(`^${verdict}: .*${text.source}`, 's')),
    );
  });
});
