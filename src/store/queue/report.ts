import type { EntityManager } from '@mikro-orm/sqlite';
import type { ItemChange, Tx } from '../sql.ts';
import type { Transaction } from '../writer.ts';

/** What a transaction reports once it is committed. */
export class Report {
  /** Whose subscribers are notified. */
  readonly topics = new Set<string>();
  /** What needs a person from now on, or no more. */
  readonly attention: ItemChange[] = [];

  /** The transaction as changes see it. */
  txOf(transaction: Transaction): Tx {
    return {
      ...transaction.sql,
      entities: (): EntityManager => transaction.entities(),
      notify: (topic) => void this.topics.add(topic),
      attention: (change) => void this.attention.push(change),
    };
  }
}
