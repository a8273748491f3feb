import { createRandom } from '../crash/random.ts';
import type { Random } from '../crash/random.ts';
import type { Testbed } from '../hostile/testbed/testbed.ts';
import * as bytes from './bytes.ts';
import type { Case } from './case.ts';
import * as graphql from './graphql.ts';
import * as webhooks from './webhooks.ts';

type Maker = (testbed: Testbed, random: Random) => Omit<Case, 'family'>;

/** Cases that must write nothing. */
const makers = {
  'webhook, forged': webhooks.forged,
  'webhook, altered': webhooks.altered,
  'webhook, bad headers': webhooks.badHeaders,
  'webhook, misplaced': webhooks.misplaced,
  'webhook, repeated': webhooks.repeated,
  'document, invalid': graphql.document,
  'variables, invalid': graphql.variables,
  'input, refused': graphql.refusedInput,
  'body, no request': graphql.body,
  'headers, method or path': graphql.envelope,
  'credentials, wrong': graphql.stranger,
  'bytes, hardly HTTP': bytes.http,
  'WebSocket, broken': bytes.websocket,
} satisfies Record<string, Maker>;

const weights: Readonly<Record<keyof typeof makers, number>> = {
  'webhook, forged': 17,
  'webhook, altered': 17,
  'webhook, bad headers': 6,
  'webhook, misplaced': 6,
  'webhook, repeated': 1,
  'document, invalid': 17,
  'variables, invalid': 11,
  'input, refused': 5,
  'body, no request': 7,
  'headers, method or path': 5,
  'credentials, wrong': 6,
  'bytes, hardly HTTP': 1,
  'WebSocket, broken': 1,
};

export const madFamily = 'webhook, mad but signed';

/** The case of that number: the same for the same seed, except for what each testbed makes anew. */
export function makeCase(testbed: Testbed, seed: string, number: number, isMad: boolean): Case {
  const random = createRandom(`${seed}/${number}`);
  if (isMad) return { family: madFamily, ...webhooks.mad(testbed, random) };
  const family = random.weighed(weights);
  return { family, ...makers[family](testbed, random) };
}
