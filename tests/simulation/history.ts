import type { InstructionKind } from '../../src/domain/instructions/subject.ts';
import type { Kind } from '../../src/operations/instructions/kind.ts';
import { kinds } from '../../src/operations/instructions/kinds.ts';
import { refresh } from '../../src/operations/instructions/refresh.ts';
import { exported, rewritten } from './exported.ts';
import { countRare } from './rare/states.ts';
import { Scene } from './scene.ts';
import type { Simulator } from './simulator.ts';
import { abnormalSteps } from './steps/abnormal-payments.ts';
import { unsupportedSteps } from './steps/unsupported.ts';
import { cancelSteps } from './steps/cancels.ts';
import { deadSteps } from './steps/dead.ts';
import { decisionSteps } from './steps/decisions.ts';
import { disasters, setRight } from './steps/disasters.ts';
import { keySteps } from './steps/keys.ts';
import { lyingSteps } from './steps/lies.ts';
import { create, orderSteps } from './steps/orders.ts';
import { reconciliationSteps } from './steps/reconciliation.ts';
import { refundSteps } from './steps/refunds.ts';
import { settlementSteps } from './steps/settlements.ts';
import { codeOf } from './steps/step.ts';
import type { Step } from './steps/step.ts';
import { deliver, lose, surroundings } from './steps/surroundings.ts';
import { waitingSteps } from './steps/waiting.ts';
import type { Tally } from './tally.ts';
import { decided, dueTables, wronglyGivenUp, missed, unsound, untrue } from './verdict.ts';

const steps: readonly Step[] = [
  ...orderSteps,
  ...keySteps,
  ...cancelSteps,
  ...refundSteps,
  ...abnormalSteps,
  ...settlementSteps,
  ...waitingSteps,
  ...lyingSteps,
  ...unsupportedSteps,
  ...disasters,
  ...surroundings,
  ...deadSteps,
  ...reconciliationSteps,
  ...decisionSteps,
];

export interface History {
  /** Hash of everything that happened: the same for the same seed and number. */
  hash: string;
  trace: readonly string[];
  /** Empty where nothing was wrong. */
  complaints: readonly string[];
}

/** Plays one history from its seed and number, and compares it with the provider's books. */
export async function play(
  simulator: Simulator,
  tally: Tally,
  seed: string,
  number: number,
): Promise<History> {
  const scene = await Scene.open(simulator, tally, seed, number);
  const { checker, trace } = scene;
  trace.step(scene.now(), `the provider is ${scene.counterpart.name}`);
  try {
    await perform(scene, { name: 'create an order', weight: 0, run: create });
    for (let left = scene.random.int(5, 25); left > 0; left -= 1) {
      // Each step sees the result of the previous one.
      // oxlint-disable-next-line no-await-in-loop
      await performOne(scene);
    }
    const early = await exported(scene);
    await close(scene);
    for (const complaint of await rewritten(scene, early)) checker.complain(complaint);
  } catch (error) {
    checker.complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  await checker.flush();
  await countRare(scene);
  await putAway(scene);
  count(scene);
  return { hash: trace.hash(), trace: trace.lines, complaints: checker.complaints };
}

/** Draws again while the drawn step is not possible, a limited number of times. */
async function performOne(scene: Scene): Promise<void> {
  for (let draws = 0; draws < 20; draws += 1) {
    // oxlint-disable-next-line no-await-in-loop
    if (await perform(scene, scene.random.weighted(steps))) return;
  }
}

/** False where it is not possible now. */
async function perform(scene: Scene, { name, run }: Step): Promise<boolean> {
  const process = scene.simulator.turn();
  const outcome = await run(scene);
  if (outcome === null) return false;
  scene.tally.add('steps', name);
  scene.steps.push({ name, outcome });
  const by = process === null ? '' : `process ${process + 1}: `;
  scene.trace.step(scene.now(), `${by}${name}, ${outcome}`);
  await scene.checker.flush();
  await scene.noteDeliveries();
  return true;
}

/** Faults end, webhooks come or are lost, the provider ends what is open, and time passes. */
export async function close(scene: Scene): Promise<void> {
  const { checker, trace } = scene;
  await scene.awaitDelayed();
  scene.counterpart.faults.clear();
  trace.step(scene.now(), 'the end begins');
  await setRight(scene);
  const share = scene.random.pick([0, 50, 100]);
  await settle(scene, share);
  if (scene.hasBeenRestored) {
    // What one refund gave back may be taken by another one that was lost.
    // A refund may have to wait for the end of the lost time.
    await scene.advance(10 * minute);
    const outcomes = await scene.repeatKeys();
    trace.step(scene.now(), `what was lost is asked for again: ${outcomes.join(', ')}`);
    await settle(scene, share);
  }
  await refreshAbsent(scene, share);
  await refreshDecided(scene);
  const complaints = await untrue(scene);
  const unheard = await missed(scene);
  // An instruction that is final is not queried any more: a webhook reports money that came later, or
  // reconciliation finds it.
  if (unheard.length > 0 && (scene.lost.size > 0 || scene.hasBeenRestored)) {
    trace.step(scene.now(), `left to reconciliation: ${unheard.join('; ')}`);
    await scene.advance(day);
    await settle(scene, 100);
  }
  complaints.push(...(await missed(scene)));
  for (const key of scene.keys) {
    // oxlint-disable-next-line no-await-in-loop
    if (key.id !== null) await key.again();
  }
  await checker.flush();
  for (const complaint of [...complaints, ...(await unsound(scene))]) checker.complain(complaint);
}

/** What was given up may exist all the same: a query finds it, and whoever receives it believes it. */
async function refreshAbsent(scene: Scene, share: number): Promise<void> {
  const { random, counterpart, deps, hasBeenRestored, merchantId, trace, checker } = scene;
  // Where there are lists, reconciliation finds it.
  if (
    counterpart.hasPortal === true &&
    random.percent(50) &&
    (await wronglyGivenUp(scene)).length > 0
  ) {
    await scene.advance(day);
  }
  const silent = await wronglyGivenUp(scene);
  for (const { id, providerReference: reference } of silent) {
    const notice = counterpart.outbox
      .events()
      .find(({ body, delivered }) => delivered && body.includes(reference));
    const name = trace.nameOf(id);
    if (notice !== undefined && !hasBeenRestored) {
      checker.complain(`${name} is FAILED, and the provider has told of it`);
    }
    // Paid before it is known here.
    if (id.startsWith('ord') && random.percent(50)) counterpart.payer(random, reference);
    const named = { ord: kinds.ORDER, rfd: kinds.REFUND, stl: kinds.SETTLEMENT };
    const kind = named[id.slice(0, 3) as keyof typeof named] as Kind<InstructionKind>;
    // oxlint-disable-next-line no-await-in-loop
    const status = await codeOf(async () => (await refresh(deps, kind, merchantId, id)).status);
    trace.step(scene.now(), `${name} was given up, and is asked for: ${status}`);
  }
  if (silent.length > 0) await settle(scene, share);
}

/** What a person has decided is not queried by itself. */
async function refreshDecided(scene: Scene): Promise<void> {
  const { deps, merchantId, trace } = scene;
  for (const { id } of await decided(scene)) {
    const named = { ord: kinds.ORDER, rfd: kinds.REFUND, stl: kinds.SETTLEMENT };
    const kind = named[id.slice(0, 3) as keyof typeof named] as Kind<InstructionKind>;
    // oxlint-disable-next-line no-await-in-loop
    const status = await codeOf(async () => (await refresh(deps, kind, merchantId, id)).status);
    trace.step(scene.now(), `${trace.nameOf(id)} was decided, and is asked for: ${status}`);
  }
  await settle(scene, 100);
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** Past every step of every ladder; a day and a half is longer than webhooks are tried again. */
const spans = [
  ...[6, 20, 20, 20, 40, 100].map((seconds) => seconds * second),
  ...[4, 8, 15, 35].map((minutes) => minutes * minute),
  ...[1, 2, 4, 7, 13, 25, 25, 25, 25].map((hours) => hours * hour),
];

async function settle(scene: Scene, share: number): Promise<void> {
  for (const ms of spans) {
    await endPayouts(scene);
    await bringNotices(scene, share);
    await scene.checker.flush();
    await scene.noteDeliveries();
    if (scene.now() > scene.straysUntil && (await isQuiet(scene))) return;
    await scene.advance(ms);
  }
}

async function endPayouts(scene: Scene): Promise<void> {
  const { random, counterpart, lostRefunds, portalRefunds } = scene;
  const refunds = [...(await scene.refunds()), ...lostRefunds].map((one) => one.providerReference);
  for (const reference of new Set([...refunds, ...portalRefunds])) {
    counterpart.changeRefund?.(random, reference, true);
  }
  for (const { providerReference } of await scene.settlements()) {
    counterpart.changeSettlement?.(random, providerReference, true);
  }
}

/** Of the webhooks that have not come, `share` percent come, in any order. The rest never does. */
async function bringNotices(scene: Scene, share: number): Promise<void> {
  const { random, counterpart, lost } = scene;
  const waiting = counterpart.outbox
    .events()
    .filter(({ eventId, attempts }) => attempts === 0 && !lost.has(eventId));
  while (waiting.length > 0) {
    const [notice] = waiting.splice(random.int(0, waiting.length - 1), 1);
    if (notice === undefined) continue;
    const isPortal = notice.body.includes('PORTAL');
    // oxlint-disable-next-line no-await-in-loop
    if (isPortal || random.percent(share)) await deliver(scene, notice);
    else lose(scene, notice);
  }
}

/** What other histories have left is put away: everything that is due is of this one. */
async function isQuiet({ deps }: Scene): Promise<boolean> {
  const tables = dueTables.map((table) => `exists (select 1 from ${table} where check_at > 0)`);
  const found = await deps.read.get<{ due: number }>(`select ${tables.join(' or ')} as due`);
  return found?.due === 0;
}

/** What may be open for ever is no longer due: the next history has another clock. */
export async function putAway({ deps }: Scene): Promise<void> {
  await deps.queue.commit(async (tx) => {
    for (const table of dueTables) {
      // oxlint-disable-next-line no-await-in-loop
      await tx.run(`update ${table} set check_at = null where check_at > 0`);
    }
    await tx.run('update provider_accounts set reconcile_at = null where reconcile_at > 0');
  });
}

function count({ checker, counterpart, tally }: Scene): void {
  tally.add('providers', counterpart.name);
  for (const { operation } of counterpart.received()) tally.add('calls', operation ?? 'unknown');
  for (const { subjectId, from, to } of checker.events) {
    if (from !== to) tally.add(`${subjectId.slice(0, 3)} told`, to ?? 'nothing');
  }
}
