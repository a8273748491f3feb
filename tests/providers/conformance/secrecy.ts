import { deepStrictEqual, ok } from 'node:assert/strict';
import type { Harness } from './harness.ts';
import type { Case } from './cases.ts';

/** Comes last: it searches everything that was logged, recorded and thrown before. */
export function secrecyCases(harness: Harness): Case[] {
  const { subject, context, exchanges, logs, reasons } = harness;
  const seen: string[] = [];
  return [
    {
      title: 'queryOrder: a provider that repeats our secrets does not get them into the record',
      async run() {
        const handle = { providerReference: context.fresh('T'), providerOrderId: null };
        for (const secret of subject.secrets) {
          const body = JSON.stringify({ echo: secret, code: secret, msg: secret, retcode: secret });
          for (const status of [200, 400]) {
            context.answerNext({ status, body });
            // One after the other, because the next answer belongs to the next request.
            // oxlint-disable-next-line no-await-in-loop
            const outcome = await harness.run('queryOrder', handle);
            seen.push(exchanges.at(-1)?.response ?? '');
            if (outcome.ended !== 'ANSWERED') seen.push(outcome.reason);
          }
        }
        ok(seen.length > 0, 'no secrets given');
        deepStrictEqual(leaks(seen, subject.secrets), []);
      },
    },
    {
      title: 'no secret is in any log line, record of a call or error',
      run() {
        const lines = [
          ...logs.map((line) => JSON.stringify(line)),
          ...exchanges.map((exchange) => JSON.stringify(exchange)),
          ...reasons,
        ];
        ok(exchanges.length > 0, 'nothing was recorded');
        const { secrets, handedOut = () => [], personal = [] } = subject;
        deepStrictEqual(leaks(lines, [...secrets, ...handedOut(), ...personal]), []);
      },
    },
  ];
}

function leaks(lines: readonly string[], secrets: readonly string[]): string[] {
  return lines.filter((line) =>
    secrets.some((secret) => line.includes(secret) || line.includes(encodeURIComponent(secret))),
  );
}
