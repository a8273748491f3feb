import { FAULTS } from '../../sandbox/double/faults/faults.ts';
import type { Scene } from './scene.ts';

/** The faults that a step may meet, and how it is done. */
export interface Exposed {
  /** The provider calls that it makes first. Other calls on the way may fail as well. */
  calls: readonly string[];
  /** Whether its answer may come while other things happen: it holds no lock while it waits. */
  mayBeDelayed?: boolean;
  /** Whether another account may take it. Then much should happen between two answers. */
  mayFailOver?: boolean;
  run: () => Promise<string>;
}

const otherMoney: readonly string[] = ['other-currency', 'other-amount'];
/** Faults of a moment. */
const momentary = FAULTS.filter(
  (fault) => !['delay', 'late', 'stray', ...otherMoney].includes(fault),
);

/** Payouts are fewer than orders. */
const payouts: readonly string[] = [
  'createRefund',
  'refundAbnormalPayment',
  'createSettlement',
  'createPayout',
  'disbursements',
];

/** Does it, sometimes with a fault at the provider. Returns what was done, and the result. */
export async function exposed(
  scene: Scene,
  { calls, mayBeDelayed, mayFailOver, run }: Exposed,
): Promise<string> {
  const { random, counterpart } = scene;
  // While an answer is awaited nothing else may be lost: afterwards nobody could tell to which of them it belonged.
  const share = mayFailOver ? 70 : 40;
  if (scene.delayed !== null || !random.percent(share)) return run();
  if (mayBeDelayed && random.percent(mayFailOver ? 60 : 25)) return delayed(scene, calls, run);
  if (random.percent(8)) return unplugged(scene, run);
  const strays = calls.some((call) => payouts.includes(call)) ? 20 : 12;
  if (calls.length > 0 && random.percent(strays)) return strayed(scene, random.pick(calls), run);
  const armed: string[] = [];
  if (random.percent(15)) {
    const { namingMoney } = counterpart.calls;
    const candidates =
      calls.length === 0 ? namingMoney.filter((one) => /info|query/i.test(one)) : calls;
    const own = candidates.filter((one) => namingMoney.includes(one));
    const operation = random.pick(own.length > 0 && random.percent(50) ? own : namingMoney);
    const fault = random.pick(['other-currency', 'other-amount'] as const);
    counterpart.faults.arm({ fault, operation, times: 2 });
    scene.tally.add('faults', fault);
    armed.push(`${fault} on ${operation}`);
  }
  for (let count = random.int(1, 2); count > 0; count -= 1) {
    const operation = random.pick([...calls, ...calls, ...counterpart.calls.others]);
    const fault = random.pick(momentary);
    const times = random.pick([1, 1, 1, 2, 5]);
    counterpart.faults.arm({ fault, operation, times });
    scene.tally.add('faults', fault);
    armed.push(`${fault} on ${operation}${times === 1 ? '' : `, ${times} times`}`);
  }
  const outcome = await run();
  counterpart.faults.clear();
  return `[${armed.join('; ')}] ${outcome}`;
}

async function unplugged(scene: Scene, run: () => Promise<string>): Promise<string> {
  scene.tally.add('faults', 'unreachable');
  const all = scene.accountIds;
  const some = scene.random.percent(50) ? all : all.slice(0, 1);
  await scene.plug(false, some);
  const outcome = await run();
  await scene.plug(true, some);
  return `[${some.length} of ${all.length} unreachable] ${outcome}`;
}

/** The answer is lost now. The provider does it much later, perhaps after it was given up. */
async function strayed(
  scene: Scene,
  operation: string,
  run: () => Promise<string>,
): Promise<string> {
  const { random, counterpart, tally } = scene;
  // A refund that looks like none afterwards must not arrive when others have followed.
  const isHidden = counterpart.hidesFailedRefunds === true && operation === 'createRefund';
  const far = [700_000, 1_000_000];
  const delays = payouts.includes(operation) ? far : [20_000, 60_000, 240_000, ...far];
  const delayMs = random.pick(isHidden ? [20_000] : delays);
  counterpart.faults.arm({ fault: 'stray', operation, delayMs });
  tally.add('faults', 'stray');
  scene.straysUntil = Math.max(scene.straysUntil, scene.now() + delayMs);
  const outcome = await run();
  counterpart.faults.clear();
  const description = `${operation} done ${delayMs} ms later`;
  if (delayMs < sleepMs || random.percent(25)) return `[${description}] ${outcome}`;
  await scene.simulator.clock.advance(sleepMs);
  return `[${description}, and the machine sleeps] ${outcome}`;
}

/** Until nothing is sent again. */
const sleepMs = 605_000;

/** The instruction that is being sent now. */
async function sending(scene: Scene): Promise<string | null> {
  const all = [
    ...(await scene.orders()),
    ...(await scene.refunds()),
    ...(await scene.settlements()),
  ];
  return all.find(({ status }) => status === 'SUBMITTING')?.id ?? null;
}

/** Sometimes the provider ends a request before its answer arrives. */
async function endUnheard(scene: Scene): Promise<void> {
  const { random, counterpart, delayed } = scene;
  const payouts = [...(await scene.refunds()), ...(await scene.settlements())];
  const sent = payouts.find(({ id }) => id === delayed?.subjectId);
  if (sent === undefined || random.percent(40)) return;
  const { id, providerReference } = sent;
  if (id.startsWith('rfd')) counterpart.changeRefund?.(random, providerReference, true);
  else counterpart.changeSettlement?.(random, providerReference, true);
}

/**
 * Either the effect happens now and the answer comes later, or the request is in flight for as long. What happens
 * meanwhile happens first. Where it takes minutes, the machine may have slept.
 */
async function delayed(
  scene: Scene,
  calls: readonly string[],
  run: () => Promise<string>,
): Promise<string> {
  const { random, counterpart, tally, trace } = scene;
  const fault = random.pick(['delay', 'delay', 'late'] as const);
  const delayMs = random.pick([80, 80, 500, 5_000, 40_000, 90_000, 700_000]);
  for (const operation of calls) counterpart.faults.arm({ fault, operation, delayMs });
  const before = counterpart.received().length;
  const noticesBefore = counterpart.outbox.events().length;
  const description = `${fault === 'late' ? 'request' : 'answer'} delayed by ${delayMs} ms`;
  const call = { isDone: false };
  const sentAt = scene.now() + scene.simulator.wallOffMs;
  const done = run()
    .then((outcome) => trace.step(scene.now(), `the delayed answer: ${outcome}`))
    .finally(() => (call.isDone = true));
  const hasArrived = (): boolean =>
    counterpart
      .received()
      .slice(before)
      .some(
        ({ operation, code }) =>
          calls.includes(operation ?? '') && (fault === 'late' || code !== null),
      );
  const until = Date.now() + 10_000;
  while (!call.isDone && !hasArrived()) {
    if (Date.now() > until) throw new Error('a request did not arrive in 10 s');
    await new Promise((resolve) => setImmediate(resolve));
  }
  counterpart.faults.clear();
  if (call.isDone) {
    await done;
    return 'it made no such call';
  }
  tally.add('faults', fault);
  const dueAt = scene.now() + delayMs;
  if (fault === 'late') scene.straysUntil = Math.max(scene.straysUntil, dueAt);
  scene.delayed = { sentAt, dueAt, done, subjectId: await sending(scene) };
  if (delayMs > sleepMs && random.percent(60)) {
    await scene.simulator.clock.advance(sleepMs);
    return `[${description}, and the machine sleeps]`;
  }
  // What it has reported already mostly comes first.
  await endUnheard(scene);
  const [overtaking] = counterpart.outbox.events().slice(noticesBefore);
  if (overtaking === undefined || random.percent(30)) return `[${description}]`;
  tally.add('webhooks', 'overtaking');
  await counterpart.outbox.resend(overtaking.eventId);
  return `[${description}, its webhook first]`;
}
