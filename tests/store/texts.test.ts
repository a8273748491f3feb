import { expect, it } from 'vitest';
import { ordersByIds } from '../../src/store/queries/orders.ts';
import { insertProviderCalls } from '../../src/store/queries/provider-calls.ts';
import { openWithMerchants } from './rows.ts';

const call = (id: string, response: string) => ({
  id,
  subjectId: 'ord_1',
  operation: 'createOrder' as const,
  outcome: 'UNKNOWN' as const,
  httpStatus: 200,
  durationMs: 5,
  request: 'POST /',
  response,
  at: 1000,
});

/** PostgreSQL's texts have no NUL, and its JSON no half of a character. */
it('whatever a provider answers is stored, and holds up nothing else', async () => {
  await using opened = await openWithMerchants();
  const texts = ['a NUL \0 in it', 'half of a character: \uD83D', 'its words: \\u0000', '🙂 "\\'];
  await opened.queue.commit((tx) =>
    insertProviderCalls(
      tx,
      texts.map((text, at) => call(`cal_${at}`, text)),
    ),
  );
  const stored = await opened.database.reader.all<{ response: string }>(
    'select response from provider_calls order by id',
  );
  const [nul, half, ...others] = stored.map(({ response }) => response);
  expect(nul).toMatch(/^a NUL .? ?in it$/);
  expect(half).toMatch(/^half of a character: .+$/);
  expect(others).toEqual(texts.slice(2));
});

it('an id that looks like a list, and is none, is found nowhere', async () => {
  await using opened = await openWithMerchants();
  const { reader } = opened.database;
  for (const id of ['["\\u0000', '[["\\ud83d', '["\\u0000"]']) {
    expect(await ordersByIds(reader, [id])).toEqual([]);
    expect(await ordersByIds(reader, [id, 'ord_1'])).toEqual([]);
  }
});
