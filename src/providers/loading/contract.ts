import { contractVersion } from '../kit/contract/version.ts';

/** What is wrong with the version that a module exports as `contract`; null where the module fits. */
export function contractProblem(contract: unknown): string | null {
  if (typeof contract !== 'string' || !isVersion(contract)) {
    return 'exports no version of the contract: export `contractVersion` of the kit as `contract`';
  }
  const [major, ...later] = partsOf(contract);
  const [ownMajor, ...ownLater] = partsOf(contractVersion);
  if (major === ownMajor && !isNewer(later, ownLater)) return null;
  return (
    `was written for contract ${contract}, and Paygraph has ${contractVersion}: ` +
    `install a version of it for ${ownMajor}.x up to ${contractVersion}, or another Paygraph`
  );
}

const isVersion = (text: string): boolean => /^\d{1,6}\.\d{1,6}\.\d{1,6}$/.test(text);

const partsOf = (version: string): number[] => version.split('.').map(Number);

function isNewer(than: readonly number[], own: readonly number[]): boolean {
  const at = than.findIndex((part, index) => part !== own[index]);
  return at >= 0 && Number(than[at]) > Number(own[at]);
}
