import type { Line } from './figures.ts';

/** How many times the committed ratio a new one may be. A short run differs more from another one. */
export const tolerance = { whole: 1.2, short: 1.6 };

/** Sentences about each ratio of processor time, Paygraph's to another's, that is worse than what is committed. */
export function fallenBehind(
  lines: readonly Line[],
  committed: readonly Line[],
  atMost: number,
): string[] {
  return lines.flatMap((line) => {
    if (line.paygraph === null) return [];
    const name = `${line.case}, Paygraph ÷ ${line.variant}`;
    const before = committed.find((one) => one.case === line.case && one.variant === line.variant);
    if (before === undefined || before.paygraph === null) return [`${name}: nothing is committed`];
    const growth = line.paygraph / before.paygraph;
    if (growth <= atMost) return [];
    const figures = `${line.paygraph.toFixed(2)}, committed ${before.paygraph.toFixed(2)}`;
    return [`${name}: ${figures}, ${growth.toFixed(2)} times as much`];
  });
}
