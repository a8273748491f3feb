import type { ServerResponse } from 'node:http';

/** A year, in seconds. */
const hsts = 'max-age=31536000';

/** Headers of every answer. A page overrides some of them. */
const always = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  ['x-frame-options', 'DENY'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  ['cache-control', 'no-store'],
] as const;

/** Sets the security headers on an answer that has not begun. `publicUrl`: null where it is not configured. */
export function createSecurityHeaders(publicUrl: string | null): (res: ServerResponse) => void {
  const isSecure = publicUrl?.startsWith('https:') === true;
  const headers = isSecure ? ([...always, ['strict-transport-security', hsts]] as const) : always;
  return (res) => {
    for (const [name, value] of headers) res.setHeader(name, value);
  };
}
