import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../source.ts';
import { namesLoopback } from './hosts.ts';

const forwarding = /^(?:forwarded|via|x-forwarded-.+|.+-ip)$/;

/**
 * Whether a request was made on this machine, under a loopback name. The socket decides, since anybody can send any
 * header. A forwarded request does not count: behind a proxy on this machine, every request has a loopback address. A
 * page whose name was made to resolve to this machine sends another Host. HTTP/1.0 does not count: proxies that add no
 * header use it, and no browser does.
 */
export function isLocal(req: IncomingMessage): boolean {
  if (Object.keys(req.headers).some((name) => forwarding.test(name))) return false;
  if (req.httpVersion === '1.0') return false;
  return isLoopback(req.socket.remoteAddress ?? '') && namesLoopback(req);
}
