import type { EventDelivery } from '../../../domain/event-endpoints/event-delivery.ts';
import { storeProgress } from '../../../store/queries/event-endpoints/progress.ts';
import type { Progress, Stored } from '../../../store/queries/event-endpoints/progress.ts';
import type { Deps } from '../../deps.ts';
import type { Subject } from './backlog.ts';
import { logUnexpected } from './log-unexpected.ts';

export interface UnstoredDeps extends Pick<Deps, 'queue' | 'log'> {
  /** How the endpoint stands at this moment. */
  standing: () => Omit<Progress, 'deliveries'>;
  onStored: (stored: Stored, readTo: number) => void;
  /** The endpoint is another process's, or in another round: nothing was stored. */
  onLost: () => void;
  /** Nothing can be stored at present. */
  onFailed: () => void;
}

/** What has become of deliveries and is not stored yet. What changes while it is stored is stored next, all at once. */
export class Unstored {
  readonly #deps: UnstoredDeps;
  readonly #changed = new Map<string, EventDelivery>();
  #underWay: readonly EventDelivery[] = [];
  #parked = new Set<Subject>();
  #left: Subject[] = [];
  #storing: Promise<void> | null = null;
  #isFailing = false;

  constructor(deps: UnstoredDeps) {
    this.#deps = deps;
  }

  /** Whether there is something that nobody is storing. */
  get waits(): boolean {
    return this.#changed.size > 0 && this.#storing === null;
  }

  get isEmpty(): boolean {
    return this.#changed.size === 0 && this.#storing === null;
  }

  /** Whether the last attempt to store failed. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  /** Whether anything of these orders or settlements is not stored yet. */
  isOf(subjects: readonly string[]): boolean {
    if (this.isEmpty) return false;
    const some = new Set(subjects);
    const all = [...this.#changed.values(), ...this.#underWay];
    return all.some(({ subjectId }) => some.has(subjectId));
  }

  change(delivery: EventDelivery): void {
    this.#changed.set(delivery.id, delivery);
  }

  /** The subject waits for its time: it can leave the memory once that is stored. */
  park(subject: Subject): void {
    this.#parked.add(subject);
  }

  /** Subjects that can leave the memory. */
  takeLeft(): Subject[] {
    return this.#left.splice(0);
  }

  /** Resolves once everything is stored, or cannot be stored at present. Never rejects. */
  store(): Promise<void> {
    this.#storing ??= this.#storeAll().finally(() => (this.#storing = null));
    return this.#storing;
  }

  /** The same, with how the endpoint stands now. */
  async storeNow(): Promise<void> {
    await this.#storing;
    await this.store();
  }

  async #storeAll(): Promise<void> {
    let isStored = true;
    do isStored = await this.#storeOnce();
    while (isStored && this.#changed.size > 0);
  }

  async #storeOnce(): Promise<boolean> {
    const { queue, standing } = this.#deps;
    const deliveries = [...this.#changed.values()];
    const parked = this.#parked;
    this.#underWay = deliveries;
    this.#changed.clear();
    this.#parked = new Set();
    const progress = { ...standing(), deliveries };
    try {
      const stored = await queue.commit((tx) => storeProgress(tx, progress));
      this.#isFailing = false;
      this.#underWay = [];
      this.#left.push(...parked);
      if (stored === null) this.#deps.onLost();
      else this.#deps.onStored(stored, progress.readTo);
      return stored !== null;
    } catch (error) {
      this.#underWay = [];
      this.#isFailing = true;
      this.#takeBack(deliveries, parked);
      const text = 'what was sent could not be stored; it is tried again';
      logUnexpected(this.#deps.log, error, { endpoint: progress.id }, text);
      this.#deps.onFailed();
      return false;
    }
  }

  #takeBack(deliveries: readonly EventDelivery[], parked: ReadonlySet<Subject>): void {
    for (const delivery of deliveries) {
      if (!this.#changed.has(delivery.id)) this.#changed.set(delivery.id, delivery);
    }
    for (const subject of parked) this.#parked.add(subject);
  }
}
