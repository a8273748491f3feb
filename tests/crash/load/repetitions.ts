import { setTimeout as sleep } from 'node:timers/promises';
import type { Story } from './story.ts';

/** A key of long ago, with what it was used for: the same object, and nothing done again. */
export async function tellRepetition(story: Story): Promise<void> {
  const { world, random, windowMs } = story;
  await sleep(random.between(0, windowMs));
  const [abandoned] = world.client.abandoned.splice(0, 1);
  if (abandoned !== undefined && world.client.round > 1) {
    const { mutation, document, input } = abandoned;
    await world.client.create(mutation, document, input);
    return;
  }
  const earlier = [...world.client.answered.values()].filter(
    ({ round }) => round < world.client.round,
  );
  if (earlier.length === 0) return;
  const { mutation, document, input, id } = random.pick(earlier);
  const told = await world.client.create(mutation, document, input);
  const made = told?.order ?? told?.refund ?? told?.settlement;
  if (made?.id === id && told?.replayed === true) return;
  world.client.complain(
    'wrong',
    `${mutation} ${input.idempotencyKey} made ${id} and now answers ${JSON.stringify(told)}`,
  );
}

/** Notices that the provider never sent, and some that it sent before. */
export async function tellMischief(story: Story): Promise<void> {
  const { world, random, windowMs } = story;
  await sleep(random.between(0, windowMs));
  const { provider } = random.pick(world.accounts);
  if (random.chance(0.5)) return world.sandbox.ask.repeat(provider);
  const status = await world.sandbox.ask.forge(provider);
  if (status === null || status === 401) return;
  world.client.complain('wrong', `a forged notice of ${provider} was answered ${status}`);
}
