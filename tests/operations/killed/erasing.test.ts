import { expect, it } from 'vitest';
import { openTestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { mutate } from '../../support/operations.ts';
import { environmentOf } from '../../support/own-database.ts';
import { verified } from '../../support/verified.ts';
import { createdBy, erasure, inputOf, readableIn, wilhelmina } from '../personal-data/person.ts';
import type { Erasing } from './erasing.ts';
import { drawn, live } from './mortal.ts';

/** More than are erased in one transaction. */
const many = 24;
/** Moments of a process that erases them all. */
const moments = 500;
const kills = 1;
const found = `{
  orders(first: 100, filter: { customerEmail: "${wilhelmina.email}" }) { nodes { id } }
}`;

it('a person whose erasure is killed is erased with the same key, and until then each order is whole or erased', async () => {
  const testApp = await openTestApp({ environment: { PAYGRAPH_ROLE: 'serve' } });
  const { merchantId, databaseUrl: url, folder } = testApp;
  const { read, sealer } = testApp.app.deps;
  const customer = { ...wilhelmina, id: 'killed-1' };
  for (let made = 0; made < many; made += 1) {
    await createdBy(testApp, inputOf(testApp, customer));
  }
  const input = erasure({ customerId: 'killed-1' }) as Erasing['input'];
  const environment = {
    ...environmentOf({ url, folder }),
    PORT: '0',
    LOG_LEVEL: 'silent',
    PAYGRAPH_ROLE: 'serve',
  };
  const killedAt: number[] = [];
  for (let nth = 0; nth < kills; nth += 1) {
    killedAt.push(drawn(moments));
    const dieAt = killedAt.at(-1) ?? 0;
    await live<Erasing>('erasing.ts', { dieAt, environment, merchantId, input });
    const rest = await read.all('select id from orders where erased_at is null order by id desc');
    const findings = await verified(url, { sealer });
    const { data } = await testApp.post({ query: found });
    expect({ killedAt, findings, data }).toEqual({
      killedAt,
      findings: [],
      data: { orders: { nodes: rest } },
    });
  }
  const { orders } = await mutate(testApp, documents.eraseCustomer, { input });
  const readable = await readableIn(testApp);
  expect({ killedAt, orders, readable }).toEqual({ killedAt, orders: many, readable: [] });
  expect(await read.all("select id from data_keys where owner <> ''")).toEqual([]);
  expect(await verified(url, { sealer })).toEqual([]);
  await testApp.close();
});
