import { replayWebhook } from '../../../src/operations/webhooks/replay-webhook.ts';
import { deliveryById } from '../../../src/store/queries/webhooks.ts';
import type { Notice } from '../counterparts/counterpart.ts';
import { exposed } from '../faults.ts';
import type { Scene } from '../scene.ts';
import { waiting } from './disasters.ts';
import { anyOf, codeOf } from './step.ts';
import type { Step } from './step.ts';

/** Milliseconds: nothing, a moment, a step of the ladder, an hour, longer than most orders live. */
const spans = [
  { ms: 0, weight: 1 },
  { ms: 1_000, weight: 2 },
  { ms: 5_000, weight: 2 },
  { ms: 16_000, weight: 2 },
  { ms: 31_000, weight: 3 },
  { ms: 60_000, weight: 1 },
  { ms: 130_000, weight: 1 },
  { ms: 250_000, weight: 1 },
  { ms: 610_000, weight: 1 },
  { ms: 1_860_000, weight: 1 },
  { ms: 25_200_000, weight: 1 },
];

/** Webhooks by their numbers, in the order in which the provider made them. */
function notices({ counterpart, lost }: Scene): { number: number; notice: Notice }[] {
  return counterpart.outbox
    .events()
    .map((notice, index) => ({ number: index + 1, notice }))
    .filter(({ notice }) => !lost.has(notice.eventId));
}

/** Delivers a webhook, for the first time or again. */
export async function deliver(scene: Scene, { eventId, attempts }: Notice): Promise<string> {
  scene.tally.add('webhooks', attempts === 0 ? 'released' : 'repeated');
  const { status, error } = await scene.counterpart.outbox.resend(eventId);
  return `${attempts === 0 ? '' : 'once more, '}${status ?? error}`;
}

/** A webhook that is only a reason to query, and was acknowledged without a fault, has led to the query. */
async function checkQueried(scene: Scene, { body }: Notice): Promise<void> {
  const { counterpart, deps, trace, checker } = scene;
  const isQueried = counterpart.isNotice?.(body) === true && scene.delayed === null;
  if (!isQueried || deps.connections.openCircuits().length > 0) return;
  await scene.advance(0);
  const [orders, settlements] = await Promise.all([scene.orders(), scene.settlements()]);
  for (const { id, status, providerReference } of [...orders, ...settlements]) {
    if (!body.includes(providerReference)) continue;
    const statuses = scene.statusesOf(id, providerReference);
    if (statuses === null || statuses.includes(status)) continue;
    checker.complain(
      `${trace.nameOf(id)} is still ${status} after its notice, at the provider ${statuses.join(' or ')}`,
    );
  }
}

/** A webhook that could not be confirmed when it came is sometimes replayed by hand, before it is due. */
async function replayFailed(scene: Scene): Promise<string> {
  const { random, delayed, deps, merchantId } = scene;
  const text = `select id from webhook_deliveries where merchant_id = ? and status = 'FAILED' limit 1`;
  const failed = await deps.read.get<{ id: string }>(text, merchantId);
  if (failed === undefined || delayed !== null || random.percent(50)) return '';
  const outcome = await codeOf(
    async () => (await replayWebhook(deps, merchantId, failed.id)).status,
  );
  return `; replayed by hand: ${outcome}`;
}

export function lose(scene: Scene, { eventId, body }: Notice): string {
  // Only the webhook reports a refund that only the provider knows.
  if (body.includes('PORTAL')) return 'is kept';
  scene.tally.add('webhooks', 'dropped');
  scene.lost.add(eventId);
  return 'is lost for ever';
}

const isUnknown = ({ status }: { status: string }): boolean => status === 'UNKNOWN';

/** The calls of queries and of sending again: above all about what is unknown now. */
async function callsOfTime(scene: Scene): Promise<readonly string[]> {
  const { createOrder, createRefund, createSettlement, others } = scene.counterpart.calls;
  const unknown = [
    ...((await scene.refunds()).some(isUnknown) ? [createRefund] : []),
    ...((await scene.settlements()).some(isUnknown) ? [createSettlement] : []),
  ].filter((call) => call !== undefined);
  // Other calls fail as often.
  const often = [...unknown, ...unknown, ...unknown];
  return often.length > 0 ? often : [...createOrder, ...others];
}

export const surroundings: readonly Step[] = [
  {
    name: 'time',
    weight: 16,
    async run(scene) {
      const { ms } = scene.random.weighted(spans);
      const outcome = await exposed(scene, {
        calls: await callsOfTime(scene),
        run: async () => {
          await scene.advance(ms);
          return 'passes';
        },
      });
      return `${ms} ms ${outcome}`;
    },
  },
  {
    name: 'a webhook comes',
    weight: 16,
    async run(scene) {
      const all = notices(scene);
      const isNew = scene.random.percent(75);
      const due = anyOf(scene, isNew ? all.filter(({ notice }) => notice.attempts === 0) : all);
      if (due === null) return null;
      const run = () => deliver(scene, due.notice);
      const outcome = await exposed(scene, { calls: [], run });
      if (!outcome.startsWith('[')) await checkQueried(scene, due.notice);
      return `number ${due.number}: ${outcome}${await replayFailed(scene)}`;
    },
  },
  {
    name: 'a webhook is lost',
    weight: 4,
    async run(scene) {
      const due = anyOf(scene, notices(scene));
      return due && `number ${due.number} ${lose(scene, due.notice)}`;
    },
  },
  {
    name: 'a webhook is forged',
    weight: 2,
    async run(scene) {
      const due = anyOf(scene, notices(scene));
      if (due === null) return null;
      scene.tally.add('webhooks', 'forged');
      const { eventId } = due.notice;
      const { status, delivered } = await scene.counterpart.outbox.forge({ eventId });
      if (delivered) scene.checker.complain(`a forged webhook was accepted: ${status}`);
      return `number ${due.number}: ${status}`;
    },
  },
  {
    name: 'replay a webhook',
    weight: 2,
    async run(scene) {
      const { deps, merchantId } = scene;
      const ids = await scene.idsOf('webhook_deliveries');
      // Somebody would replay what could not be applied.
      const open = ids.filter((one) => scene.deliveries.has(one));
      const id = anyOf(scene, open.length > 0 && scene.random.percent(60) ? open : ids);
      if (id === null || scene.delayed !== null) return null;
      const before = await deliveryById(deps.read, id);
      const run = () => codeOf(async () => (await replayWebhook(deps, merchantId, id)).status);
      const outcome = await exposed(scene, { calls: [], run });
      return `delivery ${ids.indexOf(id) + 1} (${before?.status}): ${outcome}`;
    },
  },
  {
    name: 'Paygraph starts again',
    weight: 1,
    async run(scene) {
      if (scene.delayed !== null || !scene.random.percent(60)) return null;
      const { length } = await waiting(scene);
      await scene.restart();
      return `as it was, ${length} waiting`;
    },
  },
];
