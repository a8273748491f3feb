import { plainTheme } from '../../../domain/checkout-theme.ts';
import type { CheckoutTheme } from '../../../domain/checkout-theme.ts';
import type { Owner, Sql } from '../../sql.ts';
import { statement } from '../../statements/statement.ts';

const some = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db.selectFrom('checkout_themes').selectAll().where('merchant_id', isIn, listed(at.ids)),
);

/** The themes of merchants that have set anything, by the ids of the merchants. */
export async function checkoutThemesByIds(
  sql: Sql,
  ids: readonly string[],
  owner: Owner = null,
): Promise<(CheckoutTheme & { id: string })[]> {
  const own = owner === null ? ids : ids.filter((id) => id === owner);
  const rows = await sql.all(some, { ids: JSON.stringify(own) });
  return rows.map(({ merchant_id: id, display_name: displayName, color, logo }) => {
    return { id, displayName, color, logo };
  });
}

export async function checkoutThemeOf(sql: Sql, merchantId: string): Promise<CheckoutTheme> {
  const [theme = plainTheme] = await checkoutThemesByIds(sql, [merchantId]);
  return theme;
}
