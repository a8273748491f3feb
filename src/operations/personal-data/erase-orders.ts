import { maskOf } from '../../domain/personal-data/mask.ts';
import { personalTexts } from '../../domain/personal-data/personal-data.ts';
import { ordersByKeys } from '../../store/queries/orders.ts';
import {
  dataKeyOf,
  destroyUnusedKeys,
  lockDataKeys,
} from '../../store/queries/personal-data/data-keys.ts';
import { addErased, unerasedOrders } from '../../store/queries/personal-data/erasures.ts';
import {
  keysOfSubjects,
  removeSealedData,
  sealedOf,
  sealedWith,
} from '../../store/queries/personal-data/sealed-data.ts';
import { eraseTraces } from '../../store/queries/personal-data/traces.ts';
import { forgetPersons, subjectsWith } from '../../store/queries/search/entries.ts';
import type { Token } from '../../store/search/tokens.ts';
import type { Sql, Tx } from '../../store/sql.ts';
import type { Deps } from '../deps.ts';
import { openSealed } from './seal.ts';

/** A person as one merchant knows them. */
export interface Person {
  merchantId: string;
  /** By it, what has their data is found. */
  token: Token;
  /** Of their key, where nothing says more of them than what they are named by. */
  owner: string;
}

/** What has data of a person. */
interface Personal {
  /** Orders that are not erased yet, and payment links. */
  orders: readonly string[];
  links: readonly string[];
}

/** Orders that are erased in one transaction. */
const atOnce = 20;

/**
 * What the person's token finds, and all that is sealed with the same keys: the merchant's own id says that these are
 * one person.
 */
export async function findPersonal(sql: Sql, person: Person): Promise<Personal> {
  const { merchantId, token, owner } = person;
  const found = await subjectsWith(sql, [[[token]]]);
  const own = await dataKeyOf(sql, merchantId, owner);
  const keys = new Set([...(await keysOfSubjects(sql, found)), ...(own === null ? [] : [own.id])]);
  const sealed = await sealedWith(sql, [...keys]);
  const subjects = [...new Set([...found, ...sealed])];
  return {
    orders: await unerasedOrders(
      sql,
      subjects.filter((id) => id.startsWith('ord_')),
    ),
    links: sealed.filter((id) => id.startsWith('lnk_')),
  };
}

/** Erases some of what has data of the person. False where there was nothing. `key`: the idempotency key. */
export async function eraseSome(deps: Deps, person: Person, key: string): Promise<boolean> {
  const { orders, links } = await findPersonal(deps.read, person);
  const some = orders.slice(0, atOnce);
  const subjects = [...some, ...links];
  if (subjects.length === 0) return false;
  await deps.queue.commit(async (tx) => {
    const erased = await eraseSubjects(deps, tx, subjects);
    await addErased(tx, { merchantId: person.merchantId, key, orders: erased }, deps.now());
  });
  return true;
}

/** Erases orders and payment links in a transaction of its own. Returns how many orders that were not erased yet. */
async function eraseSubjects(deps: Deps, tx: Tx, subjects: readonly string[]): Promise<number> {
  const keys = await keysOfSubjects(tx, subjects);
  await lockDataKeys(tx, keys);
  const sealed = new Map((await sealedOf(tx, subjects)).map((one) => [one.subjectId, one]));
  const ids = subjects.filter((id) => id.startsWith('ord_')).map((id) => ({ id }));
  const orders = ids.length === 0 ? [] : await ordersByKeys(tx, ids, true);
  let count = 0;
  for (const order of orders) {
    if (order.erasedAt !== null) continue;
    const own = sealed.get(order.id);
    const texts = own === undefined ? [] : personalTexts(openSealed(deps, own));
    await eraseTraces(tx, order, maskOf(texts), deps.now());
    count += 1;
  }
  await removeSealedData(tx, subjects);
  await forgetPersons(tx, subjects);
  await destroyUnusedKeys(tx, keys);
  return count;
}
