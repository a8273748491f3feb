import type { ServerResponse } from 'node:http';
import { html } from '../checkout/html.ts';
import { layOut, replyPage } from './layout.ts';

const page = layOut(
  'Not found · Paygraph',
  html`<h1>There is no page here</h1>
    <p>
      The address is wrong, or what it led to is gone. <a href="/">The start page</a> says what
      there is.
    </p>`,
);

/** Says in a browser that an address leads nowhere. It does not repeat the address. */
export function serveNotFound(res: ServerResponse): void {
  replyPage(res, 404, page);
}
