import { defineEntity, p } from '@mikro-orm/core';

/** Work that makes room, of which each installation has one of each: how far it got, and when it is due. */
export const RetentionTaskSchema = defineEntity({
  name: 'RetentionTask',
  tableName: 'retention_tasks',
  properties: {
    name: p.text().primary(),
    /** The id up to which everything is done. */
    position: p.text(),
    /** Epoch milliseconds. Whoever does it moves this ahead first. */
    dueAt: p.bigint('number'),
  },
});

export class RetentionTask extends RetentionTaskSchema.class {}
RetentionTaskSchema.setClass(RetentionTask);
