import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../source.ts';
import { namesLoopback } from './hosts.ts';

const forwarding = /^(?:forwarded|via|x-forwarded-.+|.+-ip)$/;

/**
 * Whether a request was made on this machine, by its own name: by the socket, for headers say what anybody likes.
 * Behind a proxy on the same machine every request comes from it, so that one that was forwarded is nobody's; and a
 * page that was made to point here names another host. HTTP/1.0 is spoken by proxies that add no header, and by no
 * browser.
 */
export function isLocal(req: IncomingMessage): boolean {
  if (Object.keys(req.headers).some((name) => forwarding.test(name))) return false;
  if (req.httpVersion === '1.0') return false;
  return isLoopback(req.socket.remoteAddress ?? '') && namesLoopback(req);
}
