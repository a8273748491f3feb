import { StartError } from '../../domain/errors.ts';

/** A URL as it may be told: without the password. */
export function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${pathname.slice(1)} at ${hostname}${port && `:${port}`}`;
}

const reasons: readonly [codes: RegExp, reason: string][] = [
  [/^28/, 'refuses the user or the password'],
  [/^3D000/, 'does not exist'],
  [
    /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ENOENT)$/,
    'cannot be reached',
  ],
  [/^(?:57P03|53...)$/, 'takes no connection now'],
  [/^42501/, 'may not be changed by this user'],
  [/^3F000/, 'has no schema of the search_path'],
  [/^(?:08P01|22023|42704)/, 'does not take the options of the URL'],
  // `pg` gives these no code.
  [/^Connection terminated|^timeout exceeded/, 'cannot be reached'],
  [/does not support SSL/, 'offers no TLS, which the URL demands'],
  [/CERT|ERR_TLS|UNABLE_TO_VERIFY|SELF_SIGNED/, 'has a certificate that is not trusted'],
];

/** Said in a sentence where it is something that the person who starts it can mend. */
export function cannotOpen(url: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StartError) return error;
  const { code } = error as Error & { code?: unknown };
  const known = reasons.find(([codes]) =>
    codes.test(typeof code === 'string' ? code : error.message),
  );
  if (known === undefined) return error;
  return new StartError(`The database ${placeOf(url)} ${known[1]} (${error.message}).`, {
    cause: error,
  });
}
