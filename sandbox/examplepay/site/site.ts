import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorPage, messagePage } from '../../double/pages/html.ts';
import { comesFromLoopback, readBody, redirect, send, sendHtml } from '../../double/http/http.ts';
import type { Platform } from '../books.ts';
import { cashierPage, paymentByPage, submitCashier } from './cashier.ts';
import { operatorPage, submitOperator } from './operator-page.ts';

const OPERATOR_PATH = '/operator';
const PAY_PATH = '/pay/';

export function isSitePath(url: string): boolean {
  const path = url.split('?', 1)[0] ?? '';
  return path === OPERATOR_PATH || path.startsWith(PAY_PATH);
}

/** Serves the pages for people, cashier and operator page, on loopback only. */
export async function serveSite(
  platform: Platform,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  if (!comesFromLoopback(request)) return sendHtml(response, 403, messagePage('Loopback only'));
  platform.clock.catchUp();
  const path = request.url?.split('?', 1)[0] ?? '';
  const form = request.method === 'POST' ? new URLSearchParams(body?.toString('utf8')) : null;
  try {
    if (path === OPERATOR_PATH) serveOperator(platform, response, path, form);
    else await serveCashier(platform, response, path, form);
  } catch (error) {
    sendHtml(response, 422, errorPage(error));
  }
}

function serveOperator(
  platform: Platform,
  response: ServerResponse,
  path: string,
  form: URLSearchParams | null,
): void {
  if (form === null) return sendHtml(response, 200, operatorPage(platform));
  submitOperator(platform, form);
  redirect(response, path);
}

async function serveCashier(
  platform: Platform,
  response: ServerResponse,
  path: string,
  form: URLSearchParams | null,
): Promise<void> {
  const found = paymentByPage(platform, path.slice(PAY_PATH.length));
  if (found === null) return sendHtml(response, 404, messagePage('There is no such payment'));
  const { payment } = found;
  if (form === null) {
    return sendHtml(response, 200, await cashierPage(platform, payment), payment.returnUrl);
  }
  const location = submitCashier(platform, found, form);
  if (location === null) return redirect(response, path);
  send(response, 302, { location }, '');
}
