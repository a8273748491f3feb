import { expect, it } from 'vitest';
import { otherBodies } from '../../src/domain/signatures/body-mistakes.ts';

it('a body of many nested values is tried in no way that is many times as long', () => {
  const body = Buffer.from('['.repeat(31) + Array(30_000).fill('0').join(',') + ']'.repeat(31));
  const lengths = [...otherBodies(body)].map((other) => other.body.length);
  expect(Math.max(...lengths)).toBeLessThan(4 * body.length);
  expect(lengths.length).toBeGreaterThan(20);
});

const cpuMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

it('many zeros within a number take no time that grows with their square', () => {
  const zeros = `1.${'0'.repeat(200_000)}1`;
  const before = cpuMs();
  expect([...otherBodies(Buffer.from(`{"a":${zeros},"b":"${zeros}"}`))]).not.toEqual([]);
  expect(cpuMs() - before).toBeLessThan(5_000);
});

it('no step of the way through the bodies takes a tenth of it', () => {
  const body = Buffer.from(`{"a":[${Array(10_000).fill('1.50').join(',')}]}`);
  const shares = Array.from({ length: 10 }, () => {
    const times = [cpuMs()];
    for (const _other of otherBodies(body)) times.push(cpuMs());
    const steps = times.slice(1).map((time, at) => time - (times[at] ?? 0));
    return Math.max(...steps) / ((times.at(-1) ?? 0) - (times[0] ?? 0));
  });
  expect(Math.min(...shares)).toBeLessThan(0.1);
});
