import { readFileSync } from 'node:fs';
import { sample } from 'fast-check';

import { describe, expect, it } from 'vitest';
import { examplepay } from './corpus/examplepay.ts';
import { gateways } from './corpus/gateway.ts';
import { explain, now } from './corpus/message.ts';
import type { Family } from './corpus/message.ts';
import { nexapay } from './corpus/nexapay.ts';
import { vexora } from './corpus/vexora.ts';

/** Random bodies beside those of the documentation. More: CORPUS_BODIES=200. */
const count = Number(process.env['CORPUS_BODIES'] ?? 2);
const seed = 20_260_512;

const bodiesOf = ({ bodies, vectors }: Family): readonly string[] => [
  ...vectors.slice(0, count),
  ...sample(bodies, { numRuns: count, seed }),
];

const page = readFileSync('docs/signatures.md', 'utf8');

interface Tally {
  of: number;
  first: number;
}

async function tallyOf(family: Family): Promise<ReadonlyMap<string, Tally>> {
  const tallies = new Map<string, Tally>();
  for (const body of bodiesOf(family)) {
    for (const { code, message } of family.breaks(body, now)) {
      if (message === null) continue;
      const { valid, causes } = await explain(family, message);
      expect({ code, valid }).toEqual({ code, valid: false });
      for (const one of causes) expect(page).toContain(`\`${one.code}\``);
      const tally = tallies.get(code) ?? { of: 0, first: 0 };
      tally.of += 1;
      if (causes[0]?.code === code) tally.first += 1;
      tallies.set(code, tally);
    }
  }
  return tallies;
}

describe.each([...gateways, examplepay, nexapay, vexora])(
  'broken signatures of $name',
  (family) => {
    it('are named rightly, first of all, in at least 90 of 100', async () => {
      const tallies = await tallyOf(family);
      const all = [...tallies.values()];
      const of = all.reduce((sum, one) => sum + one.of, 0);
      const first = all.reduce((sum, one) => sum + one.first, 0);
      const named = [...tallies]
        .filter(([, one]) => one.first >= 0.9 * one.of)
        .map(([code]) => code);
      const wrongly = [...tallies].filter(([, one]) => one.first < one.of);
      expect({ wrongly, share: first / of }).toSatisfy(({ share }) => share >= 0.9);
      expect({ wrongly, named }).toSatisfy((report) => report.named.length >= 12);
    });

    it('are none where the message is signed rightly', async () => {
      for (const body of bodiesOf(family)) {
        for (const message of family.right(body, now)) {
          const { valid, causes, expectedDigest, receivedDigest } = await explain(family, message);
          expect({ causes, valid }).toEqual({ causes: [], valid: true });
          expect(receivedDigest).toBe(expectedDigest);
        }
      }
    });
  },
);
