import type { ServerResponse } from 'node:http';
import { reply } from './reply.ts';

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Thank you</title>
    <style>
      :root { color-scheme: light dark; font: 17px/1.5 system-ui, sans-serif; }
      body { display: grid; min-height: 100vh; margin: 0; place-content: center; text-align: center; }
      h1 { margin: 0; font-size: 1.5rem; }
      p { margin: 0.5rem 1rem; }
    </style>
  </head>
  <body>
    <h1>Thank you</h1>
    <p>You may close this page, or go back to the shop.</p>
  </body>
</html>
`;

/** The page that a payer returns to. It says nothing about the payment, because the return proves nothing. */
export function serveReturnPage(res: ServerResponse): void {
  reply(res, 200, 'text/html; charset=utf-8', page, {
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'cross-origin-opener-policy': 'same-origin',
  });
}
