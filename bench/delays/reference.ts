/** Milliseconds of processor time that `work` takes on the quiet machine for which the limits are given. */
const quietMs = 7;

const document = Array.from({ length: 40 }, (_, at) => ({
  id: `ord_${at}`,
  amount: { value: `${at}.50`, currency: 'USDT' },
  metadata: { table: at, guest: 'a name of usual length' },
}));

function work(): void {
  for (let round = 0; round < 300; round += 1) JSON.parse(JSON.stringify(document));
}

function processorMs(act: () => void): number {
  const before = process.threadCpuUsage();
  act();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/**
 * How many times longer the same work takes now than on a quiet machine, at least 1: the median of several attempts. The
 * work is native code, so it takes the same in a process that has just begun.
 */
export async function slowness(): Promise<number> {
  const times: number[] = [];
  for (let attempt = 0; attempt < 9; attempt += 1) {
    times.push(processorMs(work));
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const median = times.toSorted((a, b) => a - b)[4] ?? quietMs;
  return Math.max(1, median / quietMs);
}
