import { UnavailableError } from '../../domain/errors.ts';
import { LockedError } from '../outage.ts';
import { StaleRecordError } from '../queries/instructions.ts';

/**
 * What PostgreSQL says when nothing can be written, for now or until somebody helps: connection exceptions
 * (08), lack of resources (53), a server that stops or was failed over (57P, 25006), broken storage (58, XX),
 * limits of time (57014, 25P03), objects in another state than needed (55).
 * https://www.postgresql.org/docs/15/errcodes-appendix.html
 */
const unavailable = /^(?:08...|53...|57P0.|57014|55...|25006|25P03|25P04|58...|XX...|3D000|28...)$/;

/** Somebody else holds a lock for longer than we wait. */
const lockNotAvailable = '55P03';

/** Of sockets, which have no code of PostgreSQL. */
const disconnected =
  /^(?:E(?:CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)|ENOENT)$/;

/** Errors of `pg` itself about its connection have no code. */
const disconnectedMessage =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Cannot use a pool after calling end)/;

/** Serialization failures and deadlocks: the transaction is done again as a whole. */
const repeatable = /^(?:40001|40P01)$/;

/** Another process has inserted what has this number at the provider. When it is done again, it is found. */
const isSameNumber = (error: Error): boolean =>
  codeOf(error) === '23505' &&
  /^(?:orders|refunds|settlements|abnormal_payments)_account_id_/.test(
    String((error as { constraint?: unknown }).constraint),
  );

/** An error of the database as the rest of the house knows it. The ORM's errors carry the code too. */
export function asKnown(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = codeOf(error);
  if (repeatable.test(code) || isSameNumber(error))
    return new StaleRecordError(error.message, { cause: error });
  if (code === lockNotAvailable) return new LockedError(error.message, { cause: error });
  if (!isDisconnected(error) && !unavailable.test(code)) return error;
  return new UnavailableError(`The database cannot be reached or written: ${error.message}`, {
    cause: error,
  });
}

/** Whether nobody knows what became of what was sent last. */
export function isDisconnected(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  return (
    disconnected.test(code) ||
    /^(?:08...|57P0.)$/.test(code) ||
    disconnectedMessage.test(error.message)
  );
}

function codeOf(error: Error): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
