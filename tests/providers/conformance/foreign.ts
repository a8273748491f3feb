/** What answers with HTTP 404 beside the provider: it says nothing about what we ask for. */
import { deepStrictEqual } from 'node:assert/strict';
import type { Harness, Outcome } from './harness.ts';
import type { Case } from './cases.ts';
import type { Operation } from './subject.ts';
import type { WireAnswer } from './wire.ts';

const page = (name: string, type: string, body: string, status = 404) => ({
  name,
  answer: { status, headers: { 'content-type': type }, body: Buffer.from(body) },
});

/** None of them is in the form of a provider. */
export const foreignAbsences: readonly { name: string; answer: WireAnswer }[] = [
  page('nothing', 'text/plain', ''),
  page('the page of a proxy', 'text/html', '<html><h1>404 Not Found</h1><hr>nginx</html>'),
  page('the page of a proxy, for good', 'text/html', '<html><h1>410 Gone</h1></html>', 410),
  page('the text of a server', 'text/plain', 'Cannot GET /payments'),
  page('an empty object', 'application/json', '{}'),
  page('the answer of a gateway', 'application/json', '{"message":"no Route matched"}'),
  page(
    'the answer of another server',
    'application/json',
    '{"timestamp":"2026-01-01T00:00:00Z","status":404,"error":"Not Found","path":"/x"}',
  ),
];

const isQuery = (operation: Operation): boolean => operation.startsWith('query');

/** An absence needs the provider's own word: it is followed by sending again. */
export function foreignCases(harness: Harness): Case[] {
  const { subject, methods } = harness;
  const samples = methods
    .filter(isQuery)
    .flatMap((operation) =>
      (subject.operations[operation] ?? []).map(({ name }, index) => ({ operation, name, index })),
    );
  return [
    ...samples.map(({ operation, name, index }) => ({
      title: `${operation}: HTTP 404 without a word of the provider does not prove that ${name} is absent`,
      async run() {
        const { argument } = await harness.sample(operation, index);
        for (const { name: what, answer } of foreignAbsences) {
          using _ = harness.wire.tap({ answer: () => answer });
          // One after the other, because all share the wire.
          // oxlint-disable-next-line no-await-in-loop
          isNoAbsence(await harness.run(operation, argument), what);
        }
      },
    })),
    ...methods.filter(isQuery).map((operation) => wrongAddress(operation, harness)),
  ];
}

/** What the provider itself answers to a path that it does not have is no word about a payment either. */
function wrongAddress(operation: Operation, harness: Harness): Case {
  return {
    title: `${operation}: at a wrong address of the provider, nothing is absent`,
    async run() {
      const { argument } = await harness.sample(operation);
      const connection = harness.connect({ baseUrl: `${harness.wire.url}/nothing-here` });
      isNoAbsence(await harness.run(operation, argument, connection), 'a wrong path');
      harness.wire.takeRequests();
    },
  };
}

export function isNoAbsence(outcome: Outcome, what: string): void {
  const observations = outcome.ended === 'ANSWERED' ? (outcome.observations ?? []) : [];
  deepStrictEqual(
    observations.filter(({ subject }) => subject === 'ABSENCE'),
    [],
    `${what} is taken for an absence`,
  );
}
