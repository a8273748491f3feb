import type { EntityManager } from '@mikro-orm/sqlite';
import type { Compiled, Param, Statement } from './statements/statement.ts';

export type { Param } from './statements/statement.ts';

/** Runs the statements of the house. */
export interface Sql {
  /** Rows changed. */
  run<Params>(statement: Statement<Params, unknown>, params: NoInfer<Params>): Promise<number>;
  get<Params, Row>(
    statement: Statement<Params, Row>,
    params: NoInfer<Params>,
  ): Promise<Row | undefined>;
  all<Params, Row>(statement: Statement<Params, Row>, params: NoInfer<Params>): Promise<Row[]>;
}

/** The same for text: for tests and tools, and for what is asked of the database itself. */
export interface Texts {
  run(text: string, ...params: Param[]): Promise<number>;
  get<Row>(text: string, ...params: Param[]): Promise<Row | undefined>;
  all<Row>(text: string, ...params: Param[]): Promise<Row[]>;
  /** A statement as the database is given it. */
  compiled(statement: Statement<never, unknown>): Compiled;
}

/** Reads what is committed, each read in its time slice (`time-slices.ts`). */
export type Reader = Sql &
  Texts & {
    /** For what is long and reads nothing: it is done in steps, and each waits here. */
    slice(): Promise<void>;
  };

/** A change's own view of the write transaction. It must wait for nothing but this. */
export type Tx = Sql &
  Texts & {
    /** Whoever has subscribed to the topic is notified after the commit. */
    notify(topic: string): void;
    /** For the cold paths. */
    entities(): EntityManager;
  };

/** The merchant whose rows are seen; null: everybody's. */
export type Owner = string | null;
