/** Operation × fault: how each call ends, or why it cannot meet the fault. */
import type { Harness } from './harness.ts';
import type { Case } from './cases.ts';
import { faultNames, impossible } from './fault-list.ts';

/** `null`: not tried, and no reason given. */
export type Cell = { outcome: string } | { reason: string } | null;

const find = <T extends Case>(among: readonly T[], operation: string, fault: string) =>
  among.find((one) => one.fault?.operation === operation && one.fault.name === fault);

export function matrixOf(
  { methods, subject }: Pick<Harness, 'methods' | 'subject'>,
  cases: readonly Case[],
  skipped: readonly (Case & { reason: string })[] = [],
): Map<string, Map<string, Cell>> {
  const cellOf = (operation: string, fault: string): Cell => {
    const tried = find(cases, operation, fault);
    if (tried?.fault !== undefined) return { outcome: tried.fault.outcome };
    const reason = find(skipped, operation, fault)?.reason ?? impossible(fault, subject.wire ?? {});
    return reason === null ? null : { reason };
  };
  return new Map(
    methods.map((operation) => [
      operation,
      new Map(faultNames.map((fault) => [fault, cellOf(operation, fault)])),
    ]),
  );
}

/** "createOrder under silence": cells that are empty without a reason. */
export function missingCells(matrix: ReturnType<typeof matrixOf>): string[] {
  return [...matrix].flatMap(([operation, row]) =>
    [...row].flatMap(([fault, cell]) => (cell === null ? [`${operation} under ${fault}`] : [])),
  );
}
