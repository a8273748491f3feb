import type { Corruption } from './corruptions.ts';

/** Ids of two payment links. `used`: it has made two orders, of which `order` is the first. */
export interface LinkIds {
  used: string;
  unused: string;
  order: string;
}

/** A corruption of what payment links have stored. */
export interface LinkCorruption extends Omit<Corruption, 'sql'> {
  sql: (ids: LinkIds) => string;
}

const link = (id: string): string => `where id = '${id}'`;
const firstUse = ({ used }: LinkIds): string => `where payment_link_id = '${used}' and number = 1`;

const unique = (table: string, columns: string): NonNullable<Corruption['before']> => ({
  sqlite: `drop index ${table}_${columns}_unique`,
  postgres: `alter table ${table} drop constraint ${table}_${columns}_unique`,
});

export const linkCorruptions: readonly LinkCorruption[] = [
  {
    rule: 'link-uses',
    table: 'payment_links',
    what: 'a lost use',
    sql: (ids) => `delete from payment_link_uses ${firstUse(ids)}`,
  },
  {
    rule: 'link-uses',
    table: 'payment_links',
    what: 'a number that was left out',
    sql: ({ used }) =>
      `update payment_link_uses set number = 7 where payment_link_id = '${used}' and number = 2`,
  },
  {
    rule: 'link-uses',
    table: 'payment_links',
    what: 'more orders than it may make',
    sql: ({ used }) => `update payment_links set maximum_uses = 1 ${link(used)}`,
  },
  {
    rule: 'references',
    table: 'payment_link_uses',
    what: 'a use of no link',
    sql: ({ used }) => `delete from payment_links ${link(used)}`,
  },
  {
    rule: 'references',
    table: 'payment_link_uses',
    what: 'a use without its order',
    sql: ({ order }) => `delete from orders ${link(order)}`,
  },
  {
    rule: 'references',
    table: 'payment_links',
    what: 'a link of no merchant',
    sql: ({ unused }) => `update payment_links set merchant_id = 'mer_none' ${link(unused)}`,
  },
  {
    rule: 'merchant',
    table: 'payment_link_uses',
    what: "a use of another merchant's link",
    sql: ({ used }) => `update payment_links set merchant_id = 'mer_2' ${link(used)}`,
  },
  {
    rule: 'merchant',
    table: 'payment_link_uses',
    what: "another merchant's use",
    sql: (ids) => `update payment_link_uses set merchant_id = 'mer_2' ${firstUse(ids)}`,
  },
  {
    rule: 'unique',
    table: 'payment_links',
    what: 'one token of two links',
    sql: ({ used, unused }) =>
      `update payment_links set token_hash = (select token_hash from payment_links ${link(used)}) ${link(unused)}`,
    before: unique('payment_links', 'token_hash'),
  },
  {
    rule: 'unique',
    table: 'payment_link_uses',
    what: 'one number of two orders',
    sql: ({ used }) => `update payment_link_uses set number = 1 where payment_link_id = '${used}'`,
    before: unique('payment_link_uses', 'payment_link_id_number'),
  },
  {
    rule: 'idempotency-keys',
    table: 'idempotency_keys',
    what: 'a form that leads to no order',
    sql: ({ order }) =>
      `update idempotency_keys set object_id = 'ord_none' where mutation = 'openPaymentLink' and object_id = '${order}'`,
  },
  {
    rule: 'idempotency-keys',
    table: 'idempotency_keys',
    what: 'a key that leads to no link',
    sql: ({ unused }) =>
      `update idempotency_keys set object_id = 'lnk_none' where object_id = '${unused}'`,
  },
  {
    rule: 'readable',
    table: 'payment_links',
    what: 'a request of a link that is no JSON',
    sql: ({ used }) => `update payment_links set request = '{' ${link(used)}`,
  },
  {
    rule: 'sealed',
    table: 'payment_links',
    what: 'the token of another link',
    sql: ({ used, unused }) =>
      `update payment_links set token = (select token from payment_links ${link(used)}) ${link(unused)}`,
  },
  {
    rule: 'sealed',
    table: 'payment_links',
    what: 'the hash of another token',
    sql: ({ used }) => `update payment_links set token_hash = '${'0'.repeat(64)}' ${link(used)}`,
  },
];
