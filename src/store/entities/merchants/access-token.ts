import { defineEntity, p } from '@mikro-orm/core';

/** The access token that the provider gave for an account, which all processes use. */
export const AccessTokenSchema = defineEntity({
  name: 'AccessToken',
  tableName: 'access_tokens',
  properties: {
    accountId: p.text().primary(),
    /** Sealed (`sealing/access-tokens.ts`); null while there is none. */
    token: p.text().nullable(),
    /** Until when one process alone may request a new one. Epoch milliseconds; 0 while none does. */
    claimedUntil: p.bigint('number'),
  },
});

export class AccessToken extends AccessTokenSchema.class {}
AccessTokenSchema.setClass(AccessToken);
