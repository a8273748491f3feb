import { monotonicFactory } from 'ulid';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  InvalidStateError,
  UnavailableError,
  ValidationError,
} from '../../../src/domain/errors.ts';
import { audited, auditIsWritten } from '../../../src/operations/audit/audited.ts';
import type { MutationCall } from '../../../src/operations/audit/mutation-call.ts';
import type { Deps } from '../../../src/operations/deps.ts';
import type { Change } from '../../../src/store/aggregates/change.ts';
import { ApiKey } from '../../../src/store/entities/merchants/api-key.ts';
import { Merchant } from '../../../src/store/entities/merchants/merchant.ts';
import type { Tx } from '../../../src/store/sql.ts';
import { writing } from '../../support/core.ts';
import { beforeSteps } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { openWithMerchants } from '../../store/rows.ts';

const tricky = `{"name":"What? It's \\"this\\" or that?"}`;
const act: MutationCall = {
  mutation: 'createSomething',
  principal: { kind: 'ADMINISTRATOR' },
  source: '192.0.2.1',
  requestId: 'request',
  arguments: () => tricky,
  named: () => ['mer_1', 'mer_01ARZ3NDEKTSV4RRFFQ69G5FAV'],
};

let opened: TestDatabase;
let failing: ((statement: string) => boolean) | null;
let deps: Deps;
const log = { error: vi.fn<(details: object, message: string) => void>() };

beforeEach(async () => {
  failing = null;
  log.error.mockReset();
  const next = monotonicFactory();
  opened = await openWithMerchants({
    writer: beforeSteps((step) => {
      if (failing?.(step)) throw new Error('the disk is full');
    }),
  });
  deps = {
    read: opened.database.reader,
    queue: opened.queue,
    now: () => Date.now(),
    ids: { make: (prefix: string) => `${prefix}_${next()}` },
    log,
  } as unknown as Deps;
});
afterEach(async () => {
  failing = null;
  await opened[Symbol.asyncDispose]();
});

const rename = (name: string) => (tx: Tx) =>
  tx.run("update merchants set name = ? where id = 'mer_1'", name);
const nameNow = async () =>
  (await deps.read.get<{ name: string }>("select name from merchants where id = 'mer_1'"))?.name;
const entries = () =>
  deps.read.all<{ id: string; arguments: string; outcome: string | null; merchant_id: string }>(
    `select e.id, e.arguments, e.merchant_id, o.outcome from audit_entries e
     left join audit_outcomes o on o.entry_id = e.id order by e.id`,
  );
const subjects = async () =>
  (await deps.read.all<{ subject_id: string }>('select subject_id from audit_subjects')).map(
    ({ subject_id: id }) => id,
  );
const settled = () => opened.queue.idle();
const run = <T>(work: (deps: Deps) => Promise<T>) => audited(deps, act, () => null, work);

describe('the entry of a mutation', () => {
  it('exists as soon as its first effect does, without an outcome', async () => {
    await run(async ({ queue }) => {
      expect(await entries()).toEqual([]);
      await queue.commit(rename('first'));
      expect(await entries()).toMatchObject([
        { outcome: null, arguments: tricky, merchant_id: 'mer_1' },
      ]);
      await queue.commit(rename('second'));
    });
    await settled();
    expect(await entries()).toMatchObject([{ outcome: 'SUCCEEDED' }]);
    expect(await nameNow()).toBe('second');
  });

  it('exists as soon as an entity does', async () => {
    const id = 'key_made';
    await run(async ({ queue }) => {
      await queue.withEntities(async (em) => {
        const merchant = em.getReference(Merchant, 'mer_1');
        const common = { name: 'a', prefix: 'p', hash: 'h', scopes: '[]', createdAt: 1 };
        em.create(ApiKey, { id, merchant, ...common });
      });
      expect(await entries()).toMatchObject([{ outcome: null, arguments: tricky }]);
    });
    await settled();
    expect(await deps.read.get('select id from api_keys')).toEqual({ id });
  });

  it.each(['change', 'persist'] as const)(
    'exists as soon as what was decided does, and not where that is refused (%s)',
    async (method) => {
      await run(async ({ queue }) => {
        const refusing: Change<never> = {
          ...writing(rename('never')),
          decide() {
            throw new InvalidStateError('PAID', 'no');
          },
        };
        await expect(queue[method](refusing)).rejects.toThrow('no');
        expect(await entries()).toEqual([]);
        await queue[method](writing(rename('decided')));
        expect(await entries()).toMatchObject([{ outcome: null, arguments: tricky }]);
      });
      await settled();
      expect(await entries()).toMatchObject([{ outcome: 'SUCCEEDED' }]);
      expect(await nameNow()).toBe('decided');
    },
  );

  it('takes the effect with it where it cannot be written', async () => {
    await opened.database.sql.run('alter table audit_entries rename to away');
    const byUnit = run(({ queue }) => queue.commit(rename('never')));
    await expect(byUnit).rejects.toThrow('audit_entries');
    const byEntity = run(({ queue }) =>
      queue.withEntities(async (em) => {
        (await em.findOneOrFail(Merchant, { id: 'mer_1' })).name = 'never';
      }),
    );
    await expect(byEntity).rejects.toThrow('audit_entries');
    expect(await nameNow()).not.toBe('never');
    // The failure is also logged.
    expect(log.error).toHaveBeenCalledTimes(2);
    await opened.database.sql.run('alter table away rename to audit_entries');
  });

  it('goes with a transaction that is not committed, and comes with the next', async () => {
    await run(async ({ queue }) => {
      failing = (statement) => statement === 'commit';
      await expect(queue.commit(rename('never'))).rejects.toThrow('the disk is full');
      expect(await entries()).toEqual([]);
      failing = null;
      const undone = queue.commit(async (tx) => {
        await rename('never')(tx);
        throw new InvalidStateError('PAID', 'no');
      });
      await expect(undone).rejects.toThrow('no');
      expect(await entries()).toEqual([]);
      await queue.commit(rename('now'));
      expect(await entries()).toMatchObject([{ outcome: null }]);
    });
    expect(await nameNow()).toBe('now');
  });

  it('is one, however many transactions there are at once', async () => {
    await run(({ queue }) =>
      Promise.all(['a', 'b', 'c'].map((name) => queue.commit(rename(name)))),
    );
    await settled();
    expect(await entries()).toMatchObject([{ outcome: 'SUCCEEDED' }]);
  });

  it('names what was made, once that is stored', async () => {
    let id = '';
    await run(async ({ queue, ids }) => {
      await queue.commit(rename('first'));
      id = ids.make('rfd');
      ids.make('evt');
      await queue.commit(rename('second'));
      expect(await subjects()).toEqual(['mer_01ARZ3NDEKTSV4RRFFQ69G5FAV', id]);
    });
  });

  it('has another outcome where the effect came before the refusal', async () => {
    const refused = run(async ({ queue }) => {
      await queue.commit(rename('asked first'));
      throw new ValidationError([{ path: ['amount'], message: 'is wrong after all' }]);
    });
    await expect(refused).rejects.toThrow(ValidationError);
    await settled();
    expect(await entries()).toMatchObject([{ outcome: 'VALIDATION_FAILED' }]);
  });

  it.each(['change', 'persist'] as const)(
    'has its outcome in the transaction of the last effect, and no further one (%s)',
    async (method) => {
      let id = '';
      let begun = 0;
      await run(async ({ queue, ids }) => {
        await queue.commit(rename('first'));
        id = ids.make('ord');
        await queue[method]({ ...writing(rename('last')), isLast: true });
        expect(await entries()).toMatchObject([{ outcome: 'SUCCEEDED' }]);
        failing = () => {
          begun += 1;
          return false;
        };
        return { order: { id } };
      });
      await settled();
      expect(begun).toBe(0);
      expect(await entries()).toMatchObject([{ outcome: 'SUCCEEDED' }]);
      expect(await subjects()).toContain(id);
    },
  );

  it('has no outcome where the last effect was not written, and then that of the mutation', async () => {
    const lost = run(async ({ queue }) => {
      await queue.commit(rename('first'));
      failing = (step) => step === 'commit';
      await queue.persist({ ...writing(rename('never')), isLast: true }).finally(() => {
        failing = null;
      });
    });
    await expect(lost).rejects.toThrow('the disk is full');
    await settled();
    expect(await entries()).toMatchObject([{ outcome: 'FAILED' }]);
    expect(await nameNow()).toBe('first');
  });

  it('is left to the mutation where the last effect is written only after its end', async () => {
    const later: (() => Promise<void>)[] = [];
    const ended = run(async ({ queue }) => {
      await queue.commit(rename('first'));
      const last = { ...writing(rename('last')), isLast: true } as const;
      later.push(() => queue.persist(last));
      throw new UnavailableError('nothing is written now');
    });
    await expect(ended).rejects.toThrow(UnavailableError);
    await later[0]?.();
    await settled();
    expect(await entries()).toMatchObject([{ outcome: 'FAILED' }]);
    expect(await nameNow()).toBe('last');
  });

  it('keeps the outcome of the last effect where the mutation fails after all, which is logged', async () => {
    const failed = run(async ({ queue }) => {
      await queue.change({ ...writing(rename('last')), isLast: true });
      throw new Error('after all');
    });
    await expect(failed).rejects.toThrow('after all');
    await settled();
    expect(await entries()).toMatchObject([{ outcome: 'SUCCEEDED' }]);
    const told = expect.objectContaining({ outcome: 'FAILED' });
    expect(log.error).toHaveBeenCalledExactlyOnceWith(told, expect.any(String));
  });

  it('of a refusal exists before the answer', async () => {
    const refused = run(() => Promise.reject(new InvalidStateError('PAID', 'no')));
    await expect(refused).rejects.toThrow('no');
    expect(await entries()).toMatchObject([{ outcome: 'INVALID_STATE' }]);
  });

  it('stays without an outcome where that cannot be written, and the caller is answered', async () => {
    const answer = await run(async ({ queue }) => {
      await queue.commit(rename('done'));
      failing = (statement) => statement === 'commit';
      return 'done';
    });
    await settled();
    expect(answer).toBe('done');
    expect(await entries()).toMatchObject([{ outcome: null }]);
    expect(log.error).toHaveBeenCalledOnce();
  });
});

/** The next outcome is written only when `end` resolves. */
function hold(end: Promise<void>): void {
  const persist = opened.queue.persist.bind(opened.queue);
  vi.spyOn(opened.queue, 'persist').mockImplementationOnce(async (change) => {
    await end;
    return persist(change);
  });
}

describe('whoever reads the trail', () => {
  it('waits for the outcomes of those who were answered before', async () => {
    const written = Promise.withResolvers<void>();
    hold(written.promise);
    await run(({ queue }) => queue.commit(rename('first')));
    const read = vi.fn<() => void>();
    const reading = auditIsWritten(deps).then(read);
    await opened.queue.idle();
    expect(read).not.toHaveBeenCalled();
    expect(await entries()).toMatchObject([{ outcome: null }]);
    written.resolve();
    await reading;
    expect(await entries()).toMatchObject([{ outcome: 'SUCCEEDED' }]);
  });

  it('does not wait for one that cannot be written now', async () => {
    const written = Promise.withResolvers<void>();
    hold(written.promise);
    await run(({ queue }) => queue.commit(rename('first')));
    const reading = auditIsWritten(deps);
    written.reject(new UnavailableError('away'));
    await reading;
    expect(log.error).not.toHaveBeenCalled();
  });
});
