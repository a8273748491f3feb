import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPostgres, openDatabase } from '../../src/store/open.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { runCommand } from '../support/command.ts';
import { paid } from '../support/operations.ts';
import { environmentOf } from '../support/own-database.ts';

let testApp: TestApp;
let order: Awaited<ReturnType<typeof paid>>;
beforeAll(async () => {
  testApp = await openTestApp();
  order = await paid(testApp, 'W_CHECKOUT');
});
afterAll(() => testApp.close());

const environment = () =>
  environmentOf({ url: testApp.databaseUrl, folder: testApp.folder }) as Record<string, string>;

describe('npm run verify', () => {
  it('reports what it has checked beside a running server, and ends with 0', async () => {
    const { code, output, errors } = await runCommand('verify', environment());
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(output).toMatch(/^Checked 1 merchants, \d+ events, 5 provider_accounts, 1 orders, /);
    expect(output).toMatch(/\nEvery rule holds\.\n$/);
    expect(output).not.toContain('was not opened');
  });

  it('needs no key, and then reports that nothing sealed was opened', async () => {
    const { PAYGRAPH_MASTER_KEY: _key, ...rest } = environment();
    const { code, output } = await runCommand('verify', rest);
    expect(code).toBe(0);
    // Beside an SQLite file the key is found.
    expect(output.includes('was not opened')).toBe(isPostgres(testApp.databaseUrl));
  });

  it('names the rule, the row, what is expected and what is stored, and ends with 1', async () => {
    const database = await openDatabase(testApp.databaseUrl);
    await database.sql.run('update orders set refunded = ? where id = ?', '7', order.id);
    const text = await runCommand('verify', environment());
    expect(text.code).toBe(1);
    expect(text.output).toContain(`sums: orders ${order.id}: expected 0, stored 7`);
    const json = await runCommand('verify', environment(), '--json');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.output)).toMatchObject({
      counts: { sums: 1 },
      findings: [{ rule: 'sums', table: 'orders', id: order.id, expected: '0', stored: '7' }],
    });
    await database.sql.run('update orders set refunded = ? where id = ?', '0', order.id);
    await database.close();
  });

  it('changes nothing, and creates nothing where there is no database', async () => {
    const nowhere = `sqlite:${testApp.folder}/none/none.sqlite`;
    const { code, errors } = await runCommand('verify', { DATABASE_URL: nowhere });
    expect({ code, errors }).toEqual({ code: 1, errors: `There is no database at ${nowhere}\n` });
  });
});
