import { createHash } from 'node:crypto';
import type { EventRecord } from '../../src/store/records.ts';

const nouns: Readonly<Record<string, string>> = {
  ord: 'order',
  rfd: 'refund',
  stl: 'settlement',
  abn: 'abnormal payment',
};

/** What happened, line by line, with nothing random except the draws. */
export class Trace {
  readonly lines: string[] = [];
  readonly #names = new Map<string, string>();
  readonly #numbers = new Map<string, number>();
  readonly #startedAt: number;

  constructor(startedAt: number) {
    this.#startedAt = startedAt;
  }

  /** "refund 2": the second one with an event. */
  nameOf(id: string): string {
    const known = this.#names.get(id);
    if (known !== undefined) return known;
    const noun = nouns[id.slice(0, 3)] ?? 'thing';
    const number = (this.#numbers.get(noun) ?? 0) + 1;
    this.#numbers.set(noun, number);
    const name = `${noun} ${number}`;
    this.#names.set(id, name);
    return name;
  }

  step(now: number, text: string): void {
    this.lines.push(`${span(now - this.#startedAt)}  ${text}`);
  }

  event(event: EventRecord): void {
    const { subjectId, from, to, type, cause, version } = event;
    const transition = `${this.nameOf(subjectId)}: ${from ?? '-'} → ${to ?? '-'}`;
    const text = `${transition} (${type}, ${cause}, version ${version})`;
    this.lines.push(`${span(event.recordedAt - this.#startedAt)}      ${text}`);
  }

  hash(): string {
    return createHash('sha256').update(this.lines.join('\n')).digest('hex');
  }
}

/** "1d 02:03:04.005" */
function span(ms: number): string {
  const days = Math.floor(ms / 86_400_000);
  return `${days}d ${new Date(ms).toISOString().slice(11, 23)}`;
}
