import type { EntityManager } from '@mikro-orm/sqlite';
import type { AttentionItem } from '../domain/attention/attention.ts';
import type { Pause } from './aggregates/steps.ts';
import type { Each } from './statements/each.ts';
import type { Compiled, Param, Statement } from './statements/statement.ts';

export type { Param } from './statements/statement.ts';

/** Runs statements (`statements/statement.ts`). */
export interface Sql {
  /** Returns how many rows changed. */
  run<Params>(statement: Statement<Params, unknown>, params: NoInfer<Params>): Promise<number>;
  get<Params, Row>(
    statement: Statement<Params, Row>,
    params: NoInfer<Params>,
  ): Promise<Row | undefined>;
  all<Params, Row>(statement: Statement<Params, Row>, params: NoInfer<Params>): Promise<Row[]>;
  /** Runs it for each row. Returns how many rows changed. `pause`: called between rows that are written one by one. */
  runEach<Passed>(
    each: Each<Passed, unknown>,
    rows: readonly NoInfer<Passed>[],
    pause?: Pause,
  ): Promise<number>;
  /** Inserts each row that does not exist yet. Returns which those are. */
  insertNew<Passed>(
    each: Each<Passed, unknown>,
    rows: readonly NoInfer<Passed>[],
    pause?: Pause,
  ): Promise<boolean[]>;
  /** Runs it for each row, and returns what all of them return. */
  allEach<Passed, Row>(
    each: Each<Passed, Row>,
    rows: readonly NoInfer<Passed>[],
    pause?: Pause,
  ): Promise<Row[]>;
}

/** The same for SQL as text: for tests and tools, and for questions about the database itself. */
export interface Texts {
  run(text: string, ...params: Param[]): Promise<number>;
  get<Row>(text: string, ...params: Param[]): Promise<Row | undefined>;
  all<Row>(text: string, ...params: Param[]): Promise<Row[]>;
  /** A statement in the form that the database gets. */
  compiled(statement: Statement<never, unknown>): Compiled;
}

/** Reads committed data, each read in its time slice (`time-slices.ts`). */
export type Reader = Sql &
  Texts & {
    /** For long work that reads nothing: it is done in steps, and each step waits here. */
    slice(): Promise<void>;
  };

/** A change's own view of the write transaction. A change must wait for nothing else. */
export type Tx = Sql &
  Texts & {
    /** Notifies subscribers of the topic after the commit. */
    notify(topic: string): void;
    /** Reports after the commit what needs a person from now on, or no more. */
    attention(change: ItemChange): void;
    /** For rarely used paths. */
    entities(): EntityManager;
  };

/** An item that was not there before, or that is there no more. */
export interface ItemChange {
  item: AttentionItem;
  isRaised: boolean;
}

/** The merchant whose rows are visible; null: all merchants. */
export type Owner = string | null;
