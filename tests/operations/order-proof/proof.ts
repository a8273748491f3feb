import { array, assert, asyncProperty, constantFrom, shuffledSubarray } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import { openWorld } from '../../support/app.ts';
import type { World, WorldOptions } from '../../support/app.ts';
import { canonical } from '../../domain/arrivals.ts';
import { everyArrival, oneArrival } from './arrivals.ts';
import { Stage } from './stage.ts';
import { Tape } from './tape.ts';
import type { Cast, Piece } from './tape.ts';

/** What happens at the provider, and the truth that it leaves. `listen` takes down all that is said at that moment. */
export interface Story {
  name: string;
  play: (stage: Stage) => Promise<Cast>;
  truth: object;
}

/** So many are tried in every order; where there are more, those that differ the most. */
const exhaustive = 6;

export function provesOrder(
  provider: SandboxProvider,
  stories: readonly Story[],
  options: WorldOptions = {},
): void {
  describe(`whatever the order in which the news of ${provider} come`, () => {
    let world: World;
    let tape: Tape;

    beforeAll(async () => {
      world = await openWorld(options);
      tape = new Tape(world, provider);
    });

    afterAll(() => world.close());

    it.each(stories)('$name: it ends the same, and as it is', async ({ play, truth }) => {
      tape.rewind();
      const cast = await play(new Stage(world, provider, (about) => tape.listen(about)));
      await tape.listen(cast);
      const pieces = tape.piecesAbout(cast);
      const { deps } = world.app;
      expect(pieces.length, 'there is news').toBeGreaterThan(1);

      const all = await oneArrival(deps, cast, pieces, [...pieces.keys()]);
      expect(all).toMatchObject(truth);
      const chosen = mostDifferent(pieces);
      const outcomes = await everyArrival(deps, cast, chosen);
      const inOrder = await oneArrival(deps, cast, chosen, [...chosen.keys()]);
      expect([...outcomes.values()]).toEqual([inOrder]);
      await assert(
        asyncProperty(arrivals(pieces.length), async (order) => {
          const outcome = await oneArrival(deps, cast, pieces, order);
          expect(canonical(outcome)).toBe(canonical(all));
        }),
        { numRuns: 15, endOnFailure: true },
      );
    });
  });
}

/** All of them in any order, and some of them once more. */
function arrivals(count: number) {
  const all = [...Array.from({ length: count }).keys()];
  const orders = shuffledSubarray(all, { minLength: count });
  const again = array(constantFrom(...all), { maxLength: count });
  return orders.chain((order) =>
    again.chain((more) =>
      shuffledSubarray([...order, ...more], { minLength: order.length + more.length }),
    ),
  );
}

/** The latest of each source, subject and status, evenly from beginning to end; then whatever is left. */
function mostDifferent(pieces: readonly Piece[]): Piece[] {
  const latest = [...new Map(pieces.map((piece) => [kindOf(piece), piece])).values()];
  const rest = pieces.filter((piece) => !latest.includes(piece));
  if (latest.length <= exhaustive) return [...latest, ...rest].slice(0, exhaustive);
  const step = (latest.length - 1) / (exhaustive - 1);
  return Array.from({ length: exhaustive }, (_, at) => latest[Math.round(at * step)]).filter(
    (piece) => piece !== undefined,
  );
}

const kindOf = ({ label, news }: Piece): string =>
  [label, ...news.map((one) => `${one.subject} ${'status' in one ? one.status : ''}`)].join();
