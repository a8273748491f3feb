/** Triggers of a table whose rows are written once. `sameKey`: whether a row has the primary key of `new`. */
export function unchangeable(table: string, sameKey: string) {
  const refuse = (done: string): string => `select raise(abort, '${table}: never ${done}');`;
  return [
    {
      name: `${table}_never_changed`,
      timing: 'before' as const,
      events: ['update' as const],
      body: refuse('changed'),
    },
    {
      name: `${table}_never_deleted`,
      timing: 'before' as const,
      events: ['delete' as const],
      body: refuse('deleted'),
    },
    {
      // `insert or replace` deletes without firing the trigger above. The existing row stays.
      name: `${table}_never_replaced`,
      timing: 'before' as const,
      events: ['insert' as const],
      when: `exists (select 1 from ${table} where ${sameKey})`,
      body: 'select raise(ignore);',
    },
  ];
}
