import type { Random } from '../crash/random.ts';
import { hostileProvider, sign } from '../hostile/providers/index.ts';
import type { Delivery } from '../hostile/providers/provider.ts';
import type { Testbed, PaidAccount } from '../hostile/testbed/testbed.ts';
import type { Case } from './case.ts';
import { fromValue, print, spoil } from './json.ts';
import type { Json } from './json.ts';
import { oddText, spoilBytes, randomLetters } from './odd.ts';

type Made = Omit<Case, 'family'>;

const nonce = (random: Random): string => randomLetters(random, 32).replaceAll(/[^0-9A-F]/g, 'A');

const signatureOf = ({ provider }: PaidAccount) => hostileProvider(provider).signature;

const noticeOf = (account: PaidAccount): string => account.notices.at(-1)?.body ?? '{}';

const genuine = (account: PaidAccount, random: Random, at = Date.now()): Delivery =>
  sign(account, noticeOf(account), { at, nonce: nonce(random) });

function post(delivery: Delivery, account: PaidAccount, expect: Case['expect']): Made {
  const headers = { 'content-type': 'application/json', ...delivery.headers };
  const request = { method: 'POST', path: delivery.path, headers, body: delivery.body };
  return { as: account.provider, expect, exchange: { over: 'http', request } };
}

/** Signed with another secret, and spoiled as well: nothing in it can be genuine. */
export function forged(testbed: Testbed, random: Random): Made {
  const account = random.pick(testbed.accounts);
  const credentials: Record<string, unknown> = Object.fromEntries(
    Object.keys(account.config).map((name) => [name, randomLetters(random, 32)]),
  );
  for (const name of hostileProvider(account.provider).identifiers) {
    credentials[name] = account.config[name];
  }
  const body = spoiled(fromValue(JSON.parse(noticeOf(account))), random);
  const signing = { at: Date.now(), nonce: nonce(random), credentials };
  const delivery = sign(account, body, signing);
  if (random.chance(0.5)) delivery.body = spoilBytes(delivery.body, random);
  if (random.chance(0.2)) spoilHeaders(delivery, random);
  return post(delivery, account, 'refused');
}

function spoiled(json: Json, random: Random): string {
  let changed = json;
  for (let times = random.between(1, 3); times > 0; times -= 1) changed = spoil(changed, random);
  return print(changed);
}

/** A genuine delivery in which a signed part was changed afterwards. */
export function altered(testbed: Testbed, random: Random): Made {
  const account = random.pick(testbed.accounts);
  const delivery = genuine(account, random);
  const before = delivery.body;
  for (let tries = 0; tries < 10; tries += 1) {
    delivery.body = random.chance(0.5)
      ? spoilBytes(before, random)
      : Buffer.from(spoiled(fromValue(JSON.parse(before.toString())), random));
    if (!meansTheSame(account, before, delivery.body)) return post(delivery, account, 'refused');
  }
  return forged(testbed, random);
}

/** Some providers sign the values of the body and not its bytes: a body with the same values is no forgery. */
function meansTheSame(account: PaidAccount, before: Buffer, after: Buffer): boolean {
  const { over, member } = signatureOf(account);
  if (over === 'bytes') return before.equals(after);
  try {
    return meaning(before, member) === meaning(after, member);
  } catch {
    return false;
  }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value ?? '') ?? '');

/** A hexadecimal signature is the same in capitals. */
const lower = (value: unknown): unknown =>
  typeof value === 'string' ? value.toLowerCase() : value;

/** Values by their text, in no order, without empty ones and without repeated names. */
function meaning(body: Buffer, signature: string | undefined): string {
  const changed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(changed);
    if (value === null || typeof value !== 'object') return textOf(value);
    const members = Object.entries(value).filter(
      ([name, of]) => of !== '' && of !== null && name !== '',
    );
    return members
      .map(([name, of]) => JSON.stringify([name, changed(name === signature ? lower(of) : of)]))
      .toSorted((a, b) => (a < b ? -1 : 1));
  };
  return JSON.stringify(changed(JSON.parse(body.toString('utf8'))));
}

/** A genuine body with wrong headers. */
export function badHeaders(testbed: Testbed, random: Random): Made {
  const account = random.pick(
    testbed.accounts.filter((one) => signatureOf(one).member === undefined),
  );
  const delivery = genuine(account, random);
  const { path, headers, body } = delivery;
  if (!signatureOf(account).hasTime || random.chance(0.6)) spoilHeaders(delivery, random);
  else {
    const beside = random.pick([-1, 1]) * random.between(301, 1_000_000) * 1000;
    Object.assign(delivery, genuine(account, random, Date.now() + beside));
  }
  // The change had no effect.
  if (JSON.stringify({ path, headers, body }) === JSON.stringify(delivery)) delivery.headers = {};
  return post(delivery, account, 'refused');
}

const header = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '?');

/** The header with the signature: missing, empty, doubled, odd or of another time. */
function spoilHeaders(delivery: Delivery, random: Random): void {
  const [name = 'signature', value = ''] = Object.entries(delivery.headers)[0] ?? [];
  const wrong = random.pick([
    {},
    { [name]: '' },
    { [name]: `${value}, ${value}` },
    { [name]: header(oddText(random)).slice(0, 4_000) },
    { [name]: value.slice(0, -2) },
    {
      [name]: value.replace(/[A-Za-z0-9](?=[^A-Za-z0-9]*$)/, (last) => (last === 'A' ? 'B' : 'A')),
    },
    { [name]: value.split('').toReversed().join('') },
    { [`x-${name}`]: value },
    {
      TIMESTAMP: random.pick(['', '0', '-1', '1e13', 'NaN', '9'.repeat(20)]),
      [name]: value.slice(1),
    },
  ]);
  delivery.headers = { ...wrong };
}

/** A genuine delivery at the wrong address: another account, none, another path or method. */
export function misplaced(testbed: Testbed, random: Random): Made {
  const account = random.pick(testbed.accounts);
  const delivery = genuine(account, random);
  const made = post(delivery, account, 'refused');
  if (made.exchange.over !== 'http') return made;
  const { request } = made.exchange;
  const other = random.pick(
    testbed.accounts.filter(({ provider }) => provider !== account.provider),
  );
  const [, , , topic] = delivery.path.split('/');
  const end = topic === undefined ? '' : `/${topic}`;
  const { path, method } = random.pick([
    { path: `/webhooks/${other.id}${end}`, method: 'POST' },
    { path: `/webhooks/acc_${randomLetters(random, 26).toUpperCase()}${end}`, method: 'POST' },
    { path: `/webhooks/${account.id}/${randomLetters(random, 6)}`, method: 'POST' },
    { path: `/webhooks/${account.id}${end}/..%2f..`, method: 'POST' },
    {
      path: `/webhooks/${encodeURIComponent(oddText(random).slice(0, 200).toWellFormed())}`,
      method: 'POST',
    },
    { path: `/Webhooks/${account.id}${end}`, method: 'POST' },
    { path: `//webhooks/${account.id}${end}`, method: 'POST' },
    { path: delivery.path, method: random.pick(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) },
  ]);
  Object.assign(request, { path, method });
  return made;
}

/** Repeats an earlier delivery. */
export function repeated(testbed: Testbed, random: Random): Made {
  const account = random.pick(testbed.accounts);
  return post(genuine(account, random), account, 'acknowledged');
}

/**
 * From a misbehaving provider, correctly signed. Either it concerns an unknown subject and can contain anything, or
 * it concerns the paid order and then cannot be read or adds only meaningless fields.
 */
export function mad(testbed: Testbed, random: Random): Made {
  const account = random.pick(testbed.accounts);
  const notice = noticeOf(account);
  const body = random.chance(0.5)
    ? spoiled(fromValue(JSON.parse(elsewhere(notice, account, random))), random)
    : unreadable(notice, random);
  const delivery = sign(account, body, { at: Date.now(), nonce: nonce(random) });
  return post(delivery, account, 'answered');
}

/** The same notice about unknown numbers. */
function elsewhere(notice: string, { provider, order }: PaidAccount, random: Random): string {
  const numbers = hostileProvider(provider).numbers.join('|');
  const other = randomLetters(random, 26).toUpperCase();
  return notice
    .replaceAll(order.reference, other)
    .replaceAll(new RegExp(`"(${numbers})":"[^"]*"`, 'g'), `"$1":"${other}"`);
}

function unreadable(notice: string, random: Random): string {
  return random.pick([
    notice.slice(0, random.between(0, notice.length - 1)),
    `[${notice}]`,
    `"${randomLetters(random, 10)}"`,
    String(random.between(0, 9)),
    '',
    'null',
    `${notice}${notice}`,
    `${notice.slice(0, -1)},${JSON.stringify(oddText(random))}:${JSON.stringify(oddText(random))}}`,
    `${notice.slice(0, -1)},"deep":${'['.repeat(4_000)}${']'.repeat(4_000)}}`,
  ]);
}
