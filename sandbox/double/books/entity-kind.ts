import type { AccountOf, Entity, Platform } from '../platform.ts';
import { count } from '../platform.ts';
import { Problem } from '../problem.ts';

/** What happens by itself at a time, unless the status is another one by then. */
export interface Due<E extends Entity, P extends Platform> {
  while: E['status'];
  /** Epoch milliseconds. Null: it does not happen. */
  at(entity: E, platform: P): number | null;
  run(platform: P, entity: E): void;
}

/** How entities of a kind live. */
export interface KindRules<E extends Entity, P extends Platform> {
  /** In messages and control calls: `order`. */
  name: string;
  /** The field with its number: `orderNo`. */
  numberedBy: string;
  /** The statuses to which each status may change. */
  moves: Readonly<Record<E['status'], readonly E['status'][]>>;
  /** The effects that are counted: of a new one, and of a status that is reached. */
  counts?: Readonly<Partial<Record<E['status'] | 'created', string>>>;
  due?: readonly Due<E, P>[];
  /** The next step, which the operator makes, or which is made every `autoAdvanceMs`. Null: none. */
  next?(entity: E): E['status'] | null;
  /** Whether steps are made by themselves where `autoAdvanceMs` is set. Default: they are. */
  advancesAlone?(entity: E): boolean;
  /** The statuses that the operator may choose, each under the name that is shown. Default: none. */
  targets?: Readonly<Record<string, E['status']>>;
  /** Called when a status is reached, before `moved`. */
  on?: { readonly [Status in E['status']]?: (platform: P, entity: E) => void };
  /** Called after each change of the status. */
  moved?(platform: P, entity: E, from: E['status']): void;
}

/** A kind whose entities are not looked into. */
export interface Kind<P extends Platform> {
  readonly name: string;
  of(account: AccountOf<P>): Map<string, Entity>;
  all(platform: P): Entity[];
  plan(platform: P, entity: Entity): void;
  targetsOf(entity: Entity): string[];
  advanceTo(platform: P, entity: Entity, target?: string): void;
}

/** Entities of one kind: found, opened, and moved from status to status by their rules. */
export class EntityKind<E extends Entity = Entity, P extends Platform = Platform> {
  readonly name: string;
  readonly numberedBy: string;
  readonly #rules: KindRules<E, P>;

  constructor(rules: KindRules<E, P>) {
    this.name = rules.name;
    this.numberedBy = rules.numberedBy;
    this.#rules = rules;
  }

  /** All of an account by number, oldest first. */
  of({ entities }: AccountOf<P>): Map<string, E> {
    const known = entities.get(this.name);
    if (known !== undefined) return known as Map<string, E>;
    const none = new Map<string, E>();
    entities.set(this.name, none);
    return none;
  }

  /** Of all accounts. */
  all(platform: P): E[] {
    const accounts = platform.accounts.values() as Iterable<AccountOf<P>>;
    return [...accounts].flatMap((account) => [...this.of(account).values()]);
  }

  /** Throws a Problem where the account has none with this number, or that meets the condition. */
  find(account: AccountOf<P>, wanted: string | ((entity: E) => boolean)): E {
    const known = this.of(account);
    const found = typeof wanted === 'string' ? known.get(wanted) : [...known.values()].find(wanted);
    if (found === undefined) throw new Problem('absent', this.name, `${this.name} not found`);
    return found;
  }

  /**
   * Finds one for payers, operator and tests, in any account. Of several with this number, the latest is returned.
   * Throws an Error for an unknown number.
   */
  get(platform: P, number: string): E {
    platform.clock.catchUp();
    const found = this.all(platform)
      .filter((one) => one.number === number)
      .reduce<E | null>((a, b) => (a !== null && a.createdAt > b.createdAt ? a : b), null);
    if (found === null) throw new Error(`no such ${this.name}: ${number}`);
    return found;
  }

  /** Throws a Problem where the account has used the number. */
  refuseUsed(account: AccountOf<P>, number: string): void {
    if (!this.of(account).has(number)) return;
    throw new Problem('used', this.numberedBy, `${this.numberedBy} has been used`);
  }

  /**
   * Stores a new one, and plans what happens to it by itself. `createdAt` is given where other times count from it: the
   * clock may go on in between. Default: now.
   */
  open(
    platform: P,
    status: E['status'],
    members: Omit<E, 'createdAt' | 'updatedAt' | 'status'> & { readonly createdAt?: number },
  ): E {
    const { createdAt = platform.clock.now() } = members;
    const entity = { ...members, createdAt, updatedAt: createdAt, status } as unknown as E;
    const account = entity.account as AccountOf<P>;
    this.refuseUsed(account, entity.number);
    this.of(account).set(entity.number, entity);
    const { created } = this.#rules.counts ?? {};
    if (created !== undefined) count(platform, created);
    this.plan(platform, entity);
    return entity;
  }

  /** Plans what happens by itself, from now on. */
  plan(platform: P, entity: E): void {
    for (const due of this.#rules.due ?? []) {
      const at = due.at(entity, platform);
      if (at === null) continue;
      platform.clock.schedule(at, () => {
        if (entity.status === due.while) due.run(platform, entity);
      });
    }
    if (this.#rules.advancesAlone?.(entity) !== false) this.#planStep(platform, entity);
  }

  #planStep(platform: P, entity: E): void {
    const { autoAdvanceMs, clock } = platform;
    if (autoAdvanceMs === null || this.#rules.next === undefined) return;
    clock.schedule(clock.now() + autoAdvanceMs, () => {
      const to = this.#rules.next?.(entity) ?? null;
      if (to === null) return;
      this.move(platform, entity, to);
      this.#planStep(platform, entity);
    });
  }

  may({ status }: E, to: E['status']): boolean {
    return this.#movesFrom(status).includes(to);
  }

  /** Throws a Problem where the status does not allow it. */
  move(platform: P, entity: E, to: E['status']): void {
    const { status: from } = entity;
    if (!this.may(entity, to)) throw this.#illegal(entity, to);
    const rules = this.#rules;
    entity.status = to;
    entity.updatedAt = platform.clock.now();
    const counted = (rules.counts as Readonly<Record<string, string>> | undefined)?.[to];
    if (counted !== undefined) count(platform, counted);
    rules.on?.[to]?.(platform, entity);
    rules.moved?.(platform, entity, from);
  }

  /** The names of the statuses that the operator may choose now, directly or over the steps between. */
  targetsOf(entity: E): string[] {
    return Object.entries(this.#rules.targets ?? {})
      .filter(([, to]) => this.#stepsTo(entity, to) !== null)
      .map(([target]) => target);
  }

  /** Makes the next step, or all steps to a target. Throws an Error where the status does not allow it. */
  advance(platform: P, number: string, target?: string): E {
    const entity = this.get(platform, number);
    this.advanceTo(platform, entity, target);
    return entity;
  }

  advanceTo(platform: P, entity: E, target?: string): void {
    const { targets = {} } = this.#rules;
    const to = target === undefined ? this.#rules.next?.(entity) : targets[target];
    const steps = to === undefined || to === null ? null : this.#stepsTo(entity, to);
    if (steps === null) throw this.#illegal(entity, target ?? 'anything else');
    for (const step of steps) this.move(platform, entity, step);
  }

  /** Null where it cannot be reached. */
  #stepsTo(entity: E, to: E['status']): E['status'][] | null {
    const steps: E['status'][] = [];
    for (let { status } = entity; !this.#movesFrom(status).includes(to);) {
      const step = this.#rules.next?.({ ...entity, status }) ?? null;
      if (step === null || steps.includes(step)) return null;
      steps.push(step);
      status = step;
    }
    return [...steps, to];
  }

  #movesFrom(status: E['status']): readonly E['status'][] {
    return (this.#rules.moves as Readonly<Record<string, readonly E['status'][]>>)[status] ?? [];
  }

  #illegal({ number, status }: E, to: string): Problem {
    return new Problem(
      'state',
      this.name,
      `${this.name} ${number} is ${status} and cannot become ${to}`,
    );
  }
}
