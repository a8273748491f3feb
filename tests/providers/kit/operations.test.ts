import { describe, expect, test } from 'vitest';
import { failure } from '../../../src/domain/evidence.ts';
import { createHttp } from '../../../src/providers/http.ts';
import type { Answered, Refusal } from '../../../src/providers/kit/answer.ts';
import { endpointsOf } from '../../../src/providers/kit/endpoints.ts';
import type { Endpoint } from '../../../src/providers/kit/endpoints.ts';
import { operationsOf } from '../../../src/providers/kit/operations.ts';
import type { RefusalMeanings } from '../../../src/providers/kit/operations.ts';
import { NotMade, NotSent, OutcomeUnknown } from '../../../src/providers/provider.ts';
import { z } from 'zod';

const declined = failure('DECLINED', 'No.');
const refused = failure('REJECTED', 'Refused.', { code: '7', message: null });
const request = { providerReference: 'T1' };
const call = { record: () => undefined };

interface Session {
  reference: string;
  status: 'PENDING' | 'FAILED';
}

const answering =
  (answer: Session | 'REFUSED' | Partial<Refusal>): Endpoint<string, Session> =>
  (_sent, _call, accept) =>
    Promise.resolve(
      answer === 'REFUSED' || !('reference' in answer)
        ? {
            ok: false,
            status: 400,
            code: '7',
            message: null,
            queriedAt: 5,
            ...(answer === 'REFUSED' ? {} : answer),
          }
        : { ok: true, data: accept(answer, 4) },
    ) as Promise<Answered<never>>;

const operation = (answer: Session | 'REFUSED' | Partial<Refusal>) => ({
  endpoint: answering(answer),
  sent: ({ providerReference }: typeof request) => providerReference,
  echoes: ({ reference }: Session, { providerReference }: typeof request) =>
    [[providerReference, reference]] as const,
  observe: ({ reference, status }: Session) => ({
    subject: 'SETTLEMENT' as const,
    providerReference: reference,
    status,
    occurredAt: null,
    ...(status === 'FAILED' ? { failure: declined } : {}),
  }),
});
const withMeanings = (meanings: Partial<RefusalMeanings> = {}) =>
  operationsOf({ failureOf: () => refused, isAbsence: () => true, ...meanings });

const mayDecline = (status: Session['status']) =>
  withMeanings().create('SETTLEMENT', {
    ...operation({ reference: 'T1', status }),
    mayDecline: true,
  })(request, call);

describe('a create', () => {
  test('that is accepted with a failed status reports it, and is not refused', async () => {
    const create = withMeanings().create(
      'SETTLEMENT',
      operation({ reference: 'T1', status: 'FAILED' }),
    );
    const reply = await create(request, call);
    expect(reply.refused).toBeNull();
    expect(reply.observations).toMatchObject([{ status: 'FAILED', failure: declined }]);
  });

  test('that may be declined at once is refused with a failed status, and with no other', async () => {
    expect(await mayDecline('FAILED')).toMatchObject({ refused: declined });
    expect(await mayDecline('PENDING')).toMatchObject({ refused: null });
  });

  test('that is refused has failed, whether or not its reference may be in use', async () => {
    for (const taken of [undefined, 'PERHAPS'] as const) {
      const { create } = withMeanings({ taken: () => taken });
      // One after the other: there are two.
      // oxlint-disable-next-line no-await-in-loop
      const reply = await create('SETTLEMENT', operation('REFUSED'))(request, call);
      expect(reply).toEqual({
        observations: [
          {
            subject: 'SETTLEMENT',
            providerReference: 'T1',
            status: 'FAILED',
            occurredAt: null,
            failure: refused,
          },
        ],
        refused,
        ...(taken === undefined ? {} : { referenceTaken: taken }),
      });
    }
  });

  test('whose reference is surely in use reports what exists, and no failure', async () => {
    const { create } = withMeanings({ taken: () => 'SURELY' });
    const reply = await create('SETTLEMENT', { ...operation('REFUSED'), existing: 'PENDING' })(
      request,
      call,
    );
    expect(reply).toEqual({
      observations: [
        { subject: 'SETTLEMENT', providerReference: 'T1', status: 'PENDING', occurredAt: null },
      ],
      refused: null,
      referenceTaken: 'SURELY',
    });
  });

  test('proves nothing by an answer about something else', async () => {
    const { create } = withMeanings();
    const sending = create('SETTLEMENT', operation({ reference: 'T2', status: 'PENDING' }));
    await expect(sending(request, call)).rejects.toBeInstanceOf(OutcomeUnknown);
  });
});

describe('a query', () => {
  test('that is refused is an absence only where the refusal means it', async () => {
    const absence = { subject: 'ABSENCE', of: 'ORDER', providerReference: 'T1', queriedAt: 5 };
    for (const [isAbsence, observations] of [
      [true, [absence]],
      [false, []],
    ] as const) {
      const { query } = withMeanings({ isAbsence: () => isAbsence });
      // One after the other: there are two.
      // oxlint-disable-next-line no-await-in-loop
      const reply = await query('ORDER', operation('REFUSED'))(request, call);
      expect(reply).toEqual({ observations, refused });
    }
  });

  test('that is refused without a code and a text is no absence, whoever answered', async () => {
    const { query } = withMeanings();
    const observed = async (answer: Partial<Refusal>) =>
      (await query('ORDER', operation({ status: 404, ...answer }))(request, call)).observations;
    expect(await observed({ code: null, message: null })).toEqual([]);
    expect(await observed({ code: null, message: 'no such order' })).toHaveLength(1);
    expect(await observed({ code: 'no_such_order', message: null })).toHaveLength(1);
  });
});

function impossible(): never {
  throw new TypeError('no such member');
}
function withoutNumber(): never {
  throw new NotSent('its number is not known');
}

describe('a request that cannot be made', () => {
  test('was surely not sent, where its content cannot be', async () => {
    const { create } = withMeanings();
    const of = operation({ reference: 'T1', status: 'PENDING' });
    const sending = create('SETTLEMENT', { ...of, sent: impossible })(request, call);
    await expect(sending).rejects.toBeInstanceOf(NotMade);
  });

  test('was surely not sent, where it cannot be written', async () => {
    const tools = { baseUrl: 'https://provider.example', now: () => 0, log: () => undefined };
    const http = createHttp({ tools, redact: { headers: [], members: [], secrets: () => [] } });
    const at = endpointsOf<string>(http, { write: impossible, read: impossible });
    const sending = at('create', 'POST', '/', z.null())('T1', call, () => null);
    await expect(sending).rejects.toMatchObject({ cause: new TypeError('no such member') });
    await http.close();
  });

  test('keeps the reason of a mapping that knows it', async () => {
    const { create } = withMeanings();
    const of = operation({ reference: 'T1', status: 'PENDING' });
    const sending = create('SETTLEMENT', { ...of, sent: withoutNumber })(request, call);
    await expect(sending).rejects.not.toBeInstanceOf(NotMade);
    await expect(sending).rejects.toThrow('its number is not known');
  });
});
