/** The conformance of all providers at a glance, without vitest: `npm run conformance`. */
import { runSuite } from './run.ts';
import { conforming } from './subjects.ts';
import { printed } from './table.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const short: Record<string, string> = { UNKNOWN: 'unknown', NOT_SENT: 'not sent', ANSWERED: 'yes' };
const counts: Record<string, Record<string, number>> = {};
let failures = 0;

const all = conforming.flatMap(({ module, subjects }) =>
  subjects.map((open) => ({ module, open })),
);
for (const { module, open } of all) {
  // The providers share two cores.
  // oxlint-disable-next-line no-await-in-loop
  const { name, cases, skipped, failed } = await runSuite(module, open);
  const broken = new Set(failed.map(({ title }) => title));
  const matrix: Record<string, Record<string, string>> = {};
  for (const { title, fault } of cases) {
    if (fault === undefined) continue;
    const row = (matrix[fault.name] ??= {});
    row[fault.operation] = broken.has(title) ? 'FAILS' : (short[fault.outcome] ?? fault.outcome);
  }
  say(`\n${name}: how a call ends under each fault`);
  say(printed(matrix));
  for (const { title, message } of failed) say(`to do: ${title}\n       ${message.slice(0, 400)}`);
  for (const { title, reason } of skipped) say(`skipped: ${title} (${reason})`);
  failures += failed.length;
  counts[name] = {
    operations: new Set(
      cases.flatMap(({ title }) => / (\w+), refused connection/.exec(title)?.[1] ?? []),
    ).size,
    vectors: cases.filter(({ title }) => title.includes(' vector ')).length,
    cases: cases.length,
    skipped: skipped.length,
    failed: failed.length,
  };
}
say(printed(counts));
process.exitCode = failures === 0 ? 0 : 1;
