import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { isLoopback } from '../source.ts';

/** Whom a request addresses: this server, another host, or nobody, where the host is missing or malformed. */
export type Addressed = 'US' | 'SOMEBODY_ELSE' | 'NOBODY';

export interface Hosts {
  /**
   * Checks the Host header, and the host in the target where it has one. Headers of proxies (X-Forwarded-Host) are not
   * used.
   */
  check(req: IncomingMessage): Addressed;
  /**
   * Whether a page of the request's Origin may open a WebSocket, to which browsers apply no CORS: a page of this server
   * or of a configured origin. Clients other than browsers send no Origin, and may.
   */
  mayConnect(req: IncomingMessage): boolean;
}

export interface HostOptions {
  /**
   * Null where it is not configured: then any IP address is ours, but of names only those of loopback and
   * `allowedHosts`.
   */
  publicUrl: string | null;
  allowedHosts: readonly string[];
  corsOrigins: readonly string[];
}

/**
 * Protects against DNS rebinding: a page whose name was made to resolve to this machine still sends its own name as
 * Host. IP addresses cannot be rebound, and loopback names are not looked up in DNS.
 */
export function createHosts({ publicUrl, allowedHosts, corsOrigins }: HostOptions): Hosts {
  const ours = publicUrl === null ? null : new URL(publicUrl);
  const names = new Set(allowedHosts.map((name) => name.toLowerCase()));
  if (ours) names.add(ours.hostname);
  const origins = new Set(corsOrigins);
  if (ours) origins.add(ours.origin);

  const isOurs = (host: string): Addressed => {
    const name = nameOf(host);
    if (name === null) return 'NOBODY';
    const isKnown =
      names.has(name) || isLoopbackName(name) || (ours === null && isIP(bare(name)) !== 0);
    return isKnown ? 'US' : 'SOMEBODY_ELSE';
  };
  return {
    check(req) {
      const [host, ...more] = hostsOf(req);
      if (host === undefined || more.length > 0) return 'NOBODY';
      const authority = authorityOf(req.url ?? '');
      const meant = isOurs(host);
      return meant === 'US' && authority !== null ? isOurs(authority) : meant;
    },
    mayConnect({ headers: { origin, host } }) {
      if (origin === undefined || origins.has(origin)) return true;
      return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
    },
  };
}

/** Whether the Host header names loopback. No page of another site can make a browser send that and read the answer. */
export function namesLoopback(req: IncomingMessage): boolean {
  const name = nameOf(req.headers.host ?? '');
  return name !== null && isLoopbackName(name);
}

/** The path and query of a request's target, also where the target is in absolute form. */
export function targetOf(url: string): string {
  const [whole] = absolute.exec(url) ?? [];
  if (whole === undefined) return url;
  const rest = url.slice(whole.length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

const absolute = /^https?:\/\/([^/?#]*)/i;

function authorityOf(url: string): string | null {
  return absolute.exec(url)?.[1] ?? null;
}

/** All Host headers. Node's `headers` has only the first of several. */
function hostsOf({ rawHeaders }: IncomingMessage): string[] {
  const found: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 4 && name.toLowerCase() === 'host') found.push(rawHeaders[at + 1] ?? '');
  }
  return found;
}

const host = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+?)\.?(?::\d{1,5})?$/;

/** The name without port and trailing dot. Null where it is malformed. */
function nameOf(authority: string): string | null {
  return host.exec(authority.toLowerCase())?.[1] ?? null;
}

const bare = (name: string): string => name.replace(/^\[|\]$/g, '');

function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || isLoopback(bare(name));
}
