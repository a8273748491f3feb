import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorPage, messagePage } from '../../double/pages/html.ts';
import { comesFromLoopback, readBody, redirect, sendHtml, sendJson } from '../../double/http/http.ts';
import type { SandboxClock } from '../../double/clock.ts';
import type { Platform } from '../books.ts';
import { runControlCall } from './control.ts';
import { cashierPage, orderByPage, submitCashier } from './cashier.ts';
import { operatorPage, submitOperator } from './operator-page.ts';
import type { StablecoinProvider } from '../provider.ts';

const CONTROL_PATH = '/__control';
const OPERATOR_PATH = '/operator';
const PAY_PATH = '/pay/';

export function isSitePath(url: string): boolean {
  const path = url.split('?', 1)[0] ?? '';
  return path === CONTROL_PATH || path === OPERATOR_PATH || path.startsWith(PAY_PATH);
}

interface Visit {
  request: IncomingMessage;
  response: ServerResponse;
  path: string;
  body: string;
}

/** Serves cashier, operator page and control calls for people and tests, on loopback only. */
export async function serveSite(
  platform: Platform,
  provider: StablecoinProvider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  if (!comesFromLoopback(request)) return sendHtml(response, 403, messagePage('Loopback only'));
  platform.clock.catchUp();
  const path = request.url?.split('?', 1)[0] ?? '';
  const visit = { request, response, path, body: body?.toString('utf8') ?? '' };
  if (path === CONTROL_PATH) await serveControl(provider, platform.clock, visit);
  else if (path === OPERATOR_PATH) serveOperator(platform, visit);
  else await serveCashier(platform, visit);
}

async function serveControl(
  provider: StablecoinProvider,
  clock: SandboxClock,
  { request, response, body }: Visit,
): Promise<void> {
  const isJson = request.headers['content-type']?.startsWith('application/json') === true;
  if (request.method !== 'POST' || !isJson) {
    return sendJson(response, 405, { ok: false, error: 'POST application/json' });
  }
  try {
    const result = (await runControlCall(provider, clock, JSON.parse(body))) ?? null;
    sendJson(response, 200, { ok: true, result });
  } catch (error) {
    sendJson(response, 400, { ok: false, error: messageOf(error) });
  }
}

function serveOperator(platform: Platform, { request, response, path, body }: Visit): void {
  if (request.method !== 'POST') return sendHtml(response, 200, operatorPage(platform));
  try {
    submitOperator(platform, new URLSearchParams(body));
    redirect(response, path);
  } catch (error) {
    sendHtml(response, 422, errorPage(error));
  }
}

async function serveCashier(
  platform: Platform,
  { request, response, path, body }: Visit,
): Promise<void> {
  const order = orderByPage(platform, path.slice(PAY_PATH.length));
  if (order === null) return sendHtml(response, 404, messagePage('There is no such order'));
  if (request.method !== 'POST') return sendHtml(response, 200, await cashierPage(platform, order));
  try {
    submitCashier(platform, order, new URLSearchParams(body));
    redirect(response, path);
  } catch (error) {
    sendHtml(response, 422, errorPage(error));
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
