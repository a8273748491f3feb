import { setTimeout as sleep } from 'node:timers/promises';
import type { Scenario } from './scenario.ts';

/** Repeats a key of an earlier round with its input: it gets the same object, and nothing is done again. */
export async function repeatKey(scenario: Scenario): Promise<void> {
  const { testbed, random, windowMs } = scenario;
  await sleep(random.between(0, windowMs));
  const [abandoned] = testbed.client.abandoned.splice(0, 1);
  if (abandoned !== undefined && testbed.client.round > 1) {
    const { mutation, document, input } = abandoned;
    await testbed.client.create(mutation, document, input);
    return;
  }
  const earlier = [...testbed.client.answered.values()].filter(
    ({ round }) => round < testbed.client.round,
  );
  if (earlier.length === 0) return;
  const { mutation, document, input, id } = random.pick(earlier);
  const result = await testbed.client.create(mutation, document, input);
  const made = result?.order ?? result?.refund ?? result?.settlement;
  if (made?.id === id && result?.replayed === true) return;
  testbed.client.complain(
    'wrong',
    `${mutation} ${input.idempotencyKey} made ${id} and now answers ${JSON.stringify(result)}`,
  );
}

/** Sends webhooks that the provider never sent, and some that it sent before. */
export async function sendForgedNotice(scenario: Scenario): Promise<void> {
  const { testbed, random, windowMs } = scenario;
  await sleep(random.between(0, windowMs));
  const { provider } = random.pick(testbed.accounts);
  if (random.chance(0.5)) return testbed.sandbox.call.repeat(provider);
  const status = await testbed.sandbox.call.forge(provider);
  if (status === null || status === 401) return;
  testbed.client.complain('wrong', `a forged notice of ${provider} was answered ${status}`);
}
