import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeAll, orderRules } from '../../src/domain/judgement.ts';
import { money } from '../../src/domain/money.ts';
import { instant, withSoundTimes } from '../../src/domain/observation.ts';
import { paidAt } from '../../src/domain/order-money.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { changeJson } from '../support/json-column.ts';
import { jsonAt } from '../support/own-database.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
  created,
  deliver,
  deliverRaw,
  newKey,
  orderOf,
  paid,
} from '../support/operations.ts';
import { explanationOf, tamperWith } from './tampering.ts';

const provider = 'W_CHECKOUT';
const absurd = [0, 1_780_000_000, 1.78e15, 8.7e15, Number.NaN, Number.POSITIVE_INFINITY, -1];
const rfc3339 = /^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export function describeA8(): void {
  describe('A8: an impossible time', () => {
    it('A8: is null, whatever it is', () => {
      expect(absurd.map(instant)).toEqual(absurd.map(() => null));
      expect(instant(Date.UTC(2026, 6))).toBe(Date.UTC(2026, 6));
      const at = Date.UTC(2026, 6);
      const sound = {
        subject: 'ORDER',
        instructions: { qrExpiresAt: at, qrPayload: 'x' },
        expiresAt: at,
      };
      // The very same, so that a repetition of it is no other message and writes nothing.
      expect(withSoundTimes({ ...sound, occurredAt: at }).instructions).toBe(sound.instructions);
      const requested = money('100', 'BRL');
      const method = { type: 'PIX', presentation: 'QR_CODE' } as const;
      const rules = orderRules({ expiresAt: null, request: { amount: requested, method } });
      fc.assert(
        fc.property(fc.constantFrom(...absurd), fc.double(), (at, any) => {
          const reported = { subject: 'ORDER', providerReference: 'R', status: 'PAID' } as const;
          const times = { occurredAt: any, expiresAt: at, instructions: { qrExpiresAt: at } };
          const recorded = [{ statement: { ...reported, ...times }, recordedAt: 5 }];
          const { evidence } = judgeAll(rules, requested, recorded);
          expect(evidence).toMatchObject({ expiresAt: null, instructions: {} });
          expect(new Date(paidAt(evidence) ?? Number.NaN).toISOString()).toMatch(/^\d{4}-/);
        }),
      );
    });
  });

  describe('A8: a report with an impossible time', () => {
    let testApp: TestApp;
    beforeAll(async () => {
      testApp = await openTestApp();
    });
    afterAll(() => testApp.close());

    it('A8: by a webhook has no time, and can be read', async () => {
      const order = await created(testApp, provider);
      const view = { orderNo: order.providerReference, orderStatus: 'PAID' };
      for (const factor of [1_000, 1_000_000, 0]) {
        const statedAt = testApp.sandbox.clock.now() * factor;
        const data = { ...view, sysid: `OR${factor}` };
        expect(await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', data, { statedAt })).toBe(
          200,
        );
      }
      const { status, paidAt: at, events } = await orderOf(testApp, order.id);
      expect([status, at]).toEqual(['PAID', expect.stringMatching(rfc3339)]);
      expect(
        events.nodes.map(({ occurredAt }) => occurredAt).filter((one) => one !== null),
      ).toEqual([]);
      expect((await explanationOf(testApp, order.id)).status).toBe('PAID');
    });

    it.each(['1e30', '123456789012345678901234567890', '"never"', '1.5', '-1'])(
      'A8: by a webhook at %s has no time',
      async (timestamp) => {
        const order = await created(testApp, provider);
        const data = { orderNo: order.providerReference, orderStatus: 'PAID' };
        const eventType = 'CHECKOUT_ORDER_CHANGED';
        const head = JSON.stringify({ eventId: newKey(), eventType, data }).slice(0, -1);
        expect(await deliverRaw(testApp, provider, `${head},"timestamp":${timestamp}}`)).toBe(200);
        expect((await orderOf(testApp, order.id)).status).toBe('PAID');
      },
    );

    it('A8: by an answer has no expiry, so the order’s own stands', async () => {
      const between = await tamperWith(testApp, 'NEXAPAY');
      for (const reported of [
        '"createDate":"$1000"',
        '"createDate":"1"',
        '"createDate":"999999999999999"',
      ]) {
        between.change({ '"createDate":"(\\d+)"': reported });
        const { order } = await mutate(testApp, documents.createOrder, {
          input: {
            idempotencyKey: newKey(),
            account: testApp.accounts.NEXAPAY,
            reference: 'basket',
            amount: { amount: '100.00', currency: 'BRL' },
            method: { pix: { presentation: 'QR_CODE' } },
            customer: {
              firstName: 'João',
              email: 'payer@example.test',
              phone: '+5511987654321',
              document: '12345678909',
            },
          },
        });
        const query = `query ($id: ID!) { order(id: $id) { status expiresAt createdAt
          nextAction { ... on QrCodeAction { payload expiresAt } } } }`;
        const { data, errors } = await testApp.post({ query, variables: { id: order?.id } });
        expect(errors).toBeUndefined();
        const seen = (data as { order: Record<string, string> }).order;
        expect(seen).toMatchObject({
          status: 'AWAITING_PAYMENT',
          nextAction: { payload: expect.stringMatching(/^0002/), expiresAt: null },
        });
        const lives = Date.parse(seen['expiresAt'] ?? '') - Date.parse(seen['createdAt'] ?? '');
        expect(lives).toBe(600_000);
      }
      await between.close();
    });

    it('A8: is read without a time where an earlier version stored it', async () => {
      const order = await paid(testApp, provider);
      await testApp.app.deps.queue.commit(async (tx) => {
        const far = 1_796_000_000_000_000;
        await changeJson(tx, { table: 'orders', id: order.id }, (evidence) => {
          const seen = evidence['seen'] as { PAID: object };
          const PAID = { ...seen.PAID, firstAt: 9e15, lastAt: far };
          return { ...evidence, expiresAt: 9e15, seen: { ...seen, PAID } };
        });
        await tx.run('update events set occurred_at = ? where order_id = ?', far * 10, order.id);
        const about = `select id from evidence where subject_id = ?
          and ${jsonAt('statement', 'subject')} = 'ORDER'`;
        for (const { id } of await tx.all<{ id: string }>(about, order.id)) {
          const row = { table: 'evidence', id, column: 'statement' };
          await changeJson(tx, row, (statement) => ({ ...statement, occurredAt: 9e15 }));
        }
      });
      const seen = await explanationOf(testApp, order.id);
      expect(seen.expiresAt).toMatch(rfc3339);
      expect(seen.explanation.evidence.every(({ occurredAt }) => occurredAt === null)).toBe(true);
      const { paidAt: at, events } = await orderOf(testApp, order.id);
      expect(at).toMatch(rfc3339);
      expect(events.nodes.every(({ occurredAt }) => occurredAt === null)).toBe(true);
      const again = await mutate(testApp, documents.refreshOrder, { id: order.id });
      expect(again.order?.status).toBe('PAID');
    });
  });
}
