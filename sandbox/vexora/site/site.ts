import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorPage, messagePage } from '../../double/pages/html.ts';
import { comesFromLoopback, readBody, redirect, sendHtml } from '../../double/http/http.ts';
import type { Platform } from '../books.ts';
import { cashierPage, orderByPage, submitCashier } from './cashier.ts';
import { operatorPage, submitOperator } from './operator-page.ts';

/** Pages exist under the origin and under the base address of a country. */
const SITE = /^(?:\/[a-z]+)?\/(?:(operator)|pay\/([a-z0-9]+))$/;

export function isSitePath(url: string): boolean {
  return SITE.test(url.split('?', 1)[0] ?? '');
}

/** Serves the pages for people, on loopback only. */
export async function serveSite(
  platform: Platform,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = (await readBody(request))?.toString('utf8') ?? '';
  if (!comesFromLoopback(request)) return sendHtml(response, 403, messagePage('Loopback only'));
  platform.clock.catchUp();
  const path = request.url?.split('?', 1)[0] ?? '';
  const [, operator, number = ''] = SITE.exec(path) ?? [];
  const found = operator === undefined ? orderByPage(platform, number) : null;
  if (operator === undefined && found === null) {
    return sendHtml(response, 404, messagePage('There is no such order'));
  }
  if (request.method !== 'POST') {
    const shown = found === null ? operatorPage(platform) : await cashierPage(platform, ...found);
    return sendHtml(response, 200, shown);
  }
  try {
    const form = new URLSearchParams(body);
    if (found === null) submitOperator(platform, form);
    else submitCashier(platform, ...found, form);
    redirect(response, path);
  } catch (error) {
    sendHtml(response, 422, errorPage(error));
  }
}
