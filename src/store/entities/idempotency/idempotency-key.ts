import { defineEntity, p } from '@mikro-orm/core';

export const IdempotencyKeySchema = defineEntity({
  name: 'IdempotencyKey',
  tableName: 'idempotency_keys',
  properties: {
    merchantId: p.text().primary(),
    mutation: p.text().primary(),
    key: p.text().primary(),
    /** SHA-256 of the canonical JSON of the input, hexadecimal. */
    fingerprint: p.text(),
    /** JSON: path → digest of its value. Shows where another input differs without storing the input. */
    paths: p.text(),
    objectId: p.text(),
    createdAt: p.bigint('number'),
  },
});

export class IdempotencyKey extends IdempotencyKeySchema.class {}
IdempotencyKeySchema.setClass(IdempotencyKey);
