import { describe, expect, test } from 'vitest';
import { createCircuit } from '../../src/providers/circuit.ts';
import type { Circuit, Pass } from '../../src/providers/circuit.ts';
import { NotSent } from '../../src/providers/provider.ts';

/** A circuit with its own clock. `random` 0: the longest waits. */
function openFixture(random = 0) {
  const clock = { now: 1_000_000 };
  const changes: boolean[] = [];
  const circuit = createCircuit({
    now: () => clock.now,
    random: () => random,
    changed: (isOpen) => changes.push(isOpen),
  });
  return { clock, changes, circuit };
}

const call = (circuit: Circuit, how: Parameters<Pass['end']>[0]): void => circuit.enter().end(how);

function failFor(
  { clock, circuit }: ReturnType<typeof openFixture>,
  times: number,
  everyMs: number,
) {
  for (let n = 0; n < times; n += 1) {
    call(circuit, 'FAILED');
    clock.now += everyMs;
  }
}

function opened(random = 0) {
  const fixture = openFixture(random);
  failFor(fixture, 19, 600);
  call(fixture.circuit, 'FAILED');
  return fixture;
}

describe('a circuit stays closed', () => {
  test('for a burst of failures, however many', () => {
    const fixture = openFixture();
    failFor(fixture, 500, 10);
    expect(fixture.circuit.state).toBe('CLOSED');
  });

  test('for few failures, however long they last', () => {
    const fixture = openFixture();
    failFor(fixture, 19, 20_000);
    expect(fixture.circuit.state).toBe('CLOSED');
  });

  test('for failures that are far from each other', () => {
    const fixture = openFixture();
    failFor(fixture, 100, 30_001);
    expect(fixture.circuit.state).toBe('CLOSED');
  });

  test('while some calls succeed in between', () => {
    const fixture = openFixture();
    for (let n = 0; n < 10; n += 1) {
      failFor(fixture, 19, 1_000);
      call(fixture.circuit, 'REACHED');
    }
    expect(fixture.circuit.state).toBe('CLOSED');
  });

  test('for calls that were never tried', () => {
    const fixture = openFixture();
    for (let n = 0; n < 100; n += 1) {
      call(fixture.circuit, 'SPARED');
      fixture.clock.now += 1_000;
    }
    expect(fixture.circuit.state).toBe('CLOSED');
  });
});

describe('a circuit opens', () => {
  test('after twenty failures in a row over ten seconds, with one log line', () => {
    const fixture = openFixture();
    failFor(fixture, 20, 600);
    expect(fixture.circuit.state).toBe('OPEN');
    expect(() => fixture.circuit.enter()).toThrow(NotSent);
    expect(fixture.changes).toEqual([true]);
  });

  test('when many calls have hung for long', () => {
    const { circuit, clock } = openFixture();
    const hanging = Array.from({ length: 32 }, () => circuit.enter());
    clock.now += 15_000;
    for (const pass of hanging) pass.end('FAILED');
    expect(circuit.state).toBe('OPEN');
  });
});

describe('an open circuit', () => {
  test('lets one call try after a second, and closes when that is answered', () => {
    const { circuit, clock, changes } = opened();
    clock.now += 999;
    expect(circuit.state).toBe('OPEN');
    clock.now += 1;
    expect(circuit.state).toBe('HALF_OPEN');
    const probe = circuit.enter();
    expect(() => circuit.enter()).toThrow('the circuit is open');
    probe.end('REACHED');
    expect(circuit.state).toBe('CLOSED');
    expect(changes).toEqual([true, false]);
  });

  test('waits longer after each probe that fails, and never longer than three seconds', () => {
    const { circuit, clock } = opened();
    const waits: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      const from = clock.now;
      while (circuit.state === 'OPEN') clock.now += 1;
      waits.push(clock.now - from);
      call(circuit, 'FAILED');
    }
    expect(waits).toEqual([1_000, 2_000, 3_000, 3_000, 3_000]);
  });

  test('waits a random part less, so that many do not try in step', () => {
    const { circuit, clock } = opened(0.999);
    clock.now += 752;
    expect(circuit.state).toBe('HALF_OPEN');
  });

  test('does not wait for a probe that hangs, so another one may get through', () => {
    const { circuit, clock } = opened();
    clock.now += 1_000;
    const stuck = circuit.enter();
    clock.now += 1_000;
    call(circuit, 'REACHED');
    stuck.end('FAILED');
    expect(circuit.state).toBe('CLOSED');
  });

  test('returns the probe when it was not used', () => {
    const { circuit, clock } = opened();
    clock.now += 1_000;
    call(circuit, 'SPARED');
    expect(circuit.state).toBe('HALF_OPEN');
  });

  test('is not kept open by calls that left before, and is closed by one that is answered', () => {
    const { circuit, clock } = openFixture();
    const [late, lucky] = [circuit.enter(), circuit.enter()];
    for (let n = 0; n < 21; n += 1) {
      call(circuit, 'FAILED');
      clock.now += 500;
    }
    expect(circuit.state).toBe('OPEN');
    clock.now += 1_000;
    late.end('FAILED');
    expect(circuit.state).toBe('HALF_OPEN');
    lucky.end('REACHED');
    expect(circuit.state).toBe('CLOSED');
  });
});
