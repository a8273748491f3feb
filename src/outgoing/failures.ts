import { TargetRefused } from '../providers/targets.ts';

/** Why a request failed, in a few words that say nothing of our network or of what the other side sent. */

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was reset',
  ETIMEDOUT: 'it could not be connected to',
  EHOSTUNREACH: 'it could not be connected to',
  ENETUNREACH: 'it could not be connected to',
  ENOTFOUND: 'its name could not be resolved',
  EAI_AGAIN: 'its name could not be resolved',
  ENODATA: 'its name could not be resolved',
};

/** Codes of certificates that are not accepted. */
const certificate = /^(?:CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH)/;
const protocol = /^(?:HPE_|ERR_HTTP)/;
const tls = /^(?:ERR_SSL|ERR_TLS|EPROTO)/;

export function reasonOf(error: Error, code: string): string {
  if (error instanceof TargetRefused) return 'its address may not be called';
  const known = reasons[code];
  if (known !== undefined) return known;
  if (certificate.test(code)) return 'its certificate is not accepted';
  if (protocol.test(code)) return 'its answer is not HTTP';
  return tls.test(code) ? 'no secure connection was made' : 'the request failed';
}

/** Whether our own means were exhausted: file descriptors, ports, memory. */
export const isOfOurOwn = (code: string): boolean =>
  ['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM', 'EADDRNOTAVAIL'].includes(code);
