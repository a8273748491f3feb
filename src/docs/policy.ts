/**
 * For hosts that set no header. `frame-ancestors` has no effect there, so the server adds it to its header
 * (docs/security.md#headers).
 */
export const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
