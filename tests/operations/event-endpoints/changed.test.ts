import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EventSending } from '../../../src/operations/event-endpoints/sending/event-senders.ts';
import type { Reader, Sql } from '../../../src/store/sql.ts';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { created, mutate } from '../../support/operations.ts';
import { append, makeEndpoint, startReceiver } from './receiver.ts';

/** What reads endpoints by their ids takes long. */
function slowly(read: Reader): Reader {
  const all: Sql['all'] = async (statement, params) => {
    if (JSON.stringify(params).includes('eep_')) await setTimeout(100);
    return read.all(statement, params);
  };
  return Object.create(read, { all: { value: all } }) as Reader;
}

let testApp: TestApp;
beforeAll(async () => {
  testApp = await openTestApp({ environment: { PAYGRAPH_ROLE: 'serve' } });
});
afterAll(() => testApp.close());

it('what comes after a change of an endpoint is sent as the change says, however slowly that is read', async () => {
  await using receiver = await startReceiver();
  const { deps } = testApp.app;
  const read = { value: slowly(deps.read) };
  const senders = new EventSending(Object.create(deps, { read }), null);
  const order = (await created(testApp, 'ANEXPAY_XCHECKOUT')).id;
  const { id } = await makeEndpoint(testApp, { url: receiver.url });
  await senders.poll();
  await append(testApp, [order]);
  await receiver.count(1);

  const input = { id, eventTypes: ['ORDER_UPDATED'] as const };
  await mutate(testApp, documents.updateEventEndpoint, { input });
  await append(testApp, [order], 'ORDER_STATUS_CHANGED');
  await append(testApp, [order]);
  const messages = await receiver.count(2);
  expect(messages.at(-1)?.body).toMatchObject({ type: 'ORDER_UPDATED' });
  await senders.stop();
});
