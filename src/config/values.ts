import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';

/** Formats of the values of environment variables. */

/** Every character is checked, because Buffer skips what is not base64. */
export const isMasterKey = (key: string): boolean => /^[A-Za-z0-9+/_-]{43}=?$/.test(key);
export const masterKey = z.string().refine(isMasterKey, 'must be 32 bytes in base64');

export const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  );

const isOrigin = (entry: string): boolean =>
  URL.canParse(entry) && new URL(entry).origin === entry && !entry.includes('*');

export const origins = list.refine(
  (entries) => entries.every(isOrigin),
  'must be origins like https://shop.example, separated by commas',
);

export const hosts = list.refine(
  (entries) => entries.every((entry) => /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])$/i.test(entry)),
  'must be host names without a port, separated by commas',
);

const isRange = (entry: string): boolean => {
  const [, address = '', bits = '0'] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(entry) ?? [];
  return isIP(address) !== 0 && Number(bits) <= (isIP(address) === 4 ? 32 : 128);
};

export const ranges = list.refine(
  (entries) => entries.every(isRange),
  'must be addresses or CIDR ranges like 10.0.0.0/8, separated by commas',
);

/** A host name as in a URL. With a port or a scheme it would never match. */
const isHostName = (entry: string): boolean =>
  /^[\w.-]+$/.test(entry) && URL.canParse(`https://${entry}`);

export const targets = list.refine(
  (entries) => entries.every((entry) => isRange(entry) || isHostName(entry)),
  'must be host names, addresses or CIDR ranges, separated by commas',
);

/** Not `z.coerce`, which accepts a space, "1e3" and "0x10" as numbers. */
export const whole = (least: number, most: number, message: string) =>
  z
    .string()
    .regex(/^\d{1,10}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message);

export const count = (usual: number, least = 1, most = 1_000_000_000) =>
  whole(least, most, `must be a whole number from ${least} to ${most}`).default(usual);

export const days = (least: number) =>
  whole(least, 36_500, `must be a whole number of days, at least ${least}`);

/** A token that can be sent as a bearer in a header. */
export const bearer = z
  .string()
  .regex(/^[\x21-\x7e]{1,4096}$/, 'must be of visible letters, without a space');

export const onOrOff = z.enum(['on', 'off'], 'must be on or off');

const isWebAddress = (text: string): boolean => {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const { username, password, search, hash } = new URL(text);
  return username + password + search + hash === '';
};

export const webAddress = z
  .string()
  .refine(isWebAddress, 'must be http://… or https://…, without credentials, query and fragment');

/** A text of digits and dots must be an IP address. */
const isHost = (text: string): boolean =>
  isIP(text) !== 0 || (/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i.test(text) && !/^[\d.]+$/.test(text));

export const host = z
  .string()
  .refine(isHost, 'must be an address or a host name, without scheme and port');

/** A database in memory is refused: each of our connections would open another one. */
const isSqliteFile = (text: string): boolean => /^sqlite:(?!:memory:|file:).*[^/]$/.test(text);

/** With the database's name: without one the user's name would be taken for it. */
const isPostgres = (text: string): boolean =>
  /^postgres(?:ql)?:\/\//.test(text) && URL.canParse(text) && /^\/./.test(new URL(text).pathname);

/** What `pg` would not refuse before it connects, or not in a sentence. */
const hasKnownParameters = (text: string): boolean => {
  if (!URL.canParse(text)) return true;
  const { searchParams } = new URL(text);
  const port = searchParams.get('port') || '5432';
  const negotiation = searchParams.get('sslnegotiation') || 'postgres';
  const isPort = /^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65_536;
  return isPort && /^(?:postgres|direct)$/.test(negotiation);
};

/** `pg` and `ioredis` stop at a percent sign that begins no escape, with a stack. */
const isEscaped = (text: string): boolean => {
  try {
    return decodeURIComponent(text) !== '';
  } catch {
    return false;
  }
};
const escapes = 'must have %25 in place of each % of a password';

/** The database where none is set. */
export const usualDatabase = 'sqlite:./data/paygraph.sqlite';

export const database = z
  .string()
  .refine(
    (text) => isSqliteFile(text) || isPostgres(text),
    'must be sqlite:<path of a file> or postgres://<user>:<password>@<host>/<database>',
  )
  .refine((text) => isSqliteFile(text) || isEscaped(text), escapes)
  .refine(
    hasKnownParameters,
    'may have port=<a number to 65535> and sslnegotiation=postgres or direct',
  );

/** A port that is not a number would be ignored, and the path is the number of a database. */
const isRedis = (text: string): boolean =>
  /^rediss?:\/\/./.test(text) && URL.canParse(text) && /^(?:\/\d*)?$/.test(new URL(text).pathname);

export const redis = z
  .string()
  .refine(isRedis, 'must be redis://<user>:<password>@<host>:<port>, or rediss:// for TLS')
  .refine(isEscaped, escapes);

const isReadable = (path: string): boolean => {
  try {
    return readFileSync(path).length > 0;
  } catch {
    return false;
  }
};

export const readable = z
  .string()
  .refine(isReadable, 'must be the path of a file that can be read');
