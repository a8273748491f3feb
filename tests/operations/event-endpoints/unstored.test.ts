import { expect, it } from 'vitest';
import { afterAttempt } from '../../../src/domain/event-endpoints/event-delivery.ts';
import { Backlog } from '../../../src/operations/event-endpoints/sending/backlog.ts';
import { fill } from '../../../src/operations/event-endpoints/sending/fill.ts';
import { Unstored } from '../../../src/operations/event-endpoints/sending/unstored.ts';
import { openTestApp } from '../../support/app.ts';
import { created, nowhere } from '../../support/operations.ts';
import { leaveBehind } from './left-behind.ts';
import { append, makeEndpoint } from './receiver.ts';

it('an event is sent at once whose predecessor was delivered, also before that is stored', async () => {
  const testApp = await openTestApp({ environment: { PAYGRAPH_ROLE: 'serve' } });
  const { read, queue, log, now } = testApp.app.deps;
  const { id: order } = await created(testApp, 'ANEXPAY_XCHECKOUT');
  const { id } = await makeEndpoint(testApp, { url: nowhere });
  await append(testApp, [order]);
  const progress = await leaveBehind(testApp, id);
  const { readTo } = progress;
  const position = {
    readTo,
    scanned: readTo,
    scanEnd: readTo,
    dueAt: null,
    mayHold: true,
    stores: 0,
  };
  const backlog = new Backlog();
  const unstored = new Unstored({
    queue,
    log,
    standing: () => ({ ...progress, readTo: position.readTo }),
    onStored: () => undefined,
    onLost: () => undefined,
    onFailed: () => undefined,
  });
  const answered = { kind: 'ANSWERED', status: 200, retryAfterMs: null } as const;
  for (const delivery of progress.deliveries) {
    unstored.change({ ...delivery, ...afterAttempt(delivery, answered, now(), 0) });
  }
  const events = await append(testApp, [order, order]);
  await fill({ read, now, endpoint: progress, backlog, unstored }, position, []);
  expect(backlog.next()?.entries.map(({ event }) => event?.id)).toEqual(events);
  await testApp.close();
});
