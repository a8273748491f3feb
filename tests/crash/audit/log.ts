import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '../finding.ts';
import type { EventRow } from '../testbed/database.ts';
import type { Testbed } from '../testbed/testbed.ts';

const patienceMs = 5_000;

/** The merchant's log, read on from round to round. */
export class LogAudit {
  /** Sequence number of the last event that was read. */
  read = 0;
  readonly #heads = new Map<string, { version: number; status: string | null }>();
  readonly #logged: string[] = [];
  readonly #compared = new Map<string, number>();
  /** For each subscriber: the number of events before the first that it received. */
  readonly #before = new Map<string, number>();

  /** Checks what is new for holes and broken chains, then every status against the end of its chain. */
  async audit(testbed: Testbed): Promise<Finding[]> {
    const added = await testbed.database.eventsAfter(this.read);
    const findings = added.flatMap((event) => this.#follow(event));
    this.#logged.push(...added.map(({ id }) => id));
    for (const { id, kind, status, version } of await testbed.database.subjects()) {
      const head = this.#heads.get(id);
      if (head?.status === status && head.version === version) continue;
      const expected =
        head === undefined ? 'nothing' : `${head.status ?? 'null'} in ${head.version}`;
      const text = `${kind} ${id} is ${status} in version ${version}, and its log says ${expected}`;
      findings.push({ verdict: head === undefined ? 'lost' : 'wrong', text, subject: id });
    }
    for (const follower of testbed.followers) {
      const until = performance.now() + patienceMs;
      const isBehind = (): boolean => {
        this.#align(follower);
        const before = this.#before.get(follower.transport) ?? 0;
        return before + follower.received.length < this.#logged.length;
      };
      while (isBehind() && performance.now() < until) await sleep(20);
      findings.push(...this.#compare(follower.transport, follower.received));
    }
    return findings;
  }

  #follow(event: EventRow): Finding[] {
    const { seq, id, type, subject_id: subject, version, from_status: from } = event;
    const findings: Finding[] = [];
    const wrong = (text: string): void => {
      findings.push({ verdict: 'wrong', text: `event ${id} of ${subject} ${text}`, subject });
    };
    if (seq !== this.read + 1) {
      const text = `the log goes from ${this.read} to ${seq}`;
      findings.push({ verdict: 'lost', text, subject });
    }
    this.read = seq;
    const head = this.#heads.get(subject);
    const isBirth = type.endsWith('_CREATED') || type.endsWith('_RECEIVED');
    if (isBirth !== (head === undefined)) wrong(`is ${type}, and is ${isBirth ? 'not ' : ''}first`);
    if (version !== (head?.version ?? 0) + 1)
      wrong(`has version ${version} after ${head?.version ?? 0}`);
    if (from !== (head?.status ?? null)) {
      wrong(`comes from ${from ?? 'null'}, and it was ${head?.status ?? 'null'}`);
    }
    this.#heads.set(subject, { version, status: event.to_status });
    return findings;
  }

  /** A subscriber that was reset begins where the restored database's log ended. */
  #align({ transport, received, resets }: Testbed['followers'][number]): void {
    if (resets === 0 || this.#before.has(transport)) return;
    const first =
      received[0] === undefined ? this.#logged.length : this.#logged.indexOf(received[0]);
    if (received.length > 0) this.#before.set(transport, Math.max(0, first));
  }

  /** Each event once, in order, without holes. */
  #compare(transport: string, received: readonly string[]): Finding[] {
    const from = this.#compared.get(transport) ?? 0;
    this.#compared.set(transport, received.length);
    const before = this.#before.get(transport) ?? 0;
    const logged = this.#logged.slice(before);
    for (let index = from; index < Math.max(received.length, logged.length); index += 1) {
      const [expected, actual] = [logged[index], received[index]];
      if (expected === actual) continue;
      const isRepeated = actual !== undefined && received.indexOf(actual) < index;
      const verdict = isRepeated ? 'doubled' : 'lost';
      const text = `the ${transport} subscriber heard ${actual ?? 'nothing'} as event ${index + 1}, not ${expected ?? 'nothing'}`;
      return [{ verdict, text }];
    }
    return [];
  }
}
