import type { IncomingMessage, ServerResponse } from 'node:http';
import { comesFromLoopback, readBody, send, sendHtml, sendJson } from '../http/http.ts';
import type { Entity, Platform } from '../platform.ts';
import type { CashierRules } from './cashier.ts';
import { visitCashier } from './cashier.ts';
import { errorPage, messagePage } from './html.ts';
import type { OperatorRules } from './operator.ts';
import { operatorPath, visitOperator } from './operator.ts';
import type { Shown, Visit } from './visit.ts';

/** The pages of a double, and what tests in other processes call. */
export interface SiteRules<P extends Platform> {
  title: string;
  /** What may precede `/operator` in its path. */
  operatorBase: RegExp;
  cashier: CashierRules<P, Entity>;
  operator: OperatorRules<P>;
  control(input: unknown): Promise<unknown>;
}

const controlPath = '/__control';

/** Serves people and tests, on loopback only. */
export class Site<P extends Platform> {
  readonly #platform: P;
  readonly #rules: SiteRules<P>;

  constructor(platform: P, rules: SiteRules<P>) {
    this.#platform = platform;
    this.#rules = rules;
  }

  has(url: string): boolean {
    const path = pathOf(url);
    return path === controlPath || this.#isOperator(path) || this.#rules.cashier.path.test(path);
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await readBody(request))?.toString('utf8') ?? '';
    if (!comesFromLoopback(request)) return sendHtml(response, 403, messagePage('Loopback only'));
    this.#platform.clock.catchUp();
    const target = request.url ?? '';
    const path = pathOf(target);
    if (path === controlPath) return this.#control(request, response, body);
    const form = request.method === 'POST' ? new URLSearchParams(body) : null;
    try {
      sendShown(response, await this.#visit({ path, target, form }));
    } catch (error) {
      sendHtml(response, 422, errorPage(error));
    }
  }

  async #visit(visit: Visit): Promise<Shown> {
    const { title, operator, cashier } = this.#rules;
    if (this.#isOperator(visit.path)) {
      return visitOperator(this.#platform, title, operator, visit);
    }
    const shown = await visitCashier(this.#platform, cashier, visit);
    return shown ?? { status: 404, page: messagePage('There is no such page') };
  }

  #isOperator(path: string): boolean {
    const [base = ''] = this.#rules.operatorBase.exec(path) ?? [];
    return path.slice(base.length) === operatorPath;
  }

  async #control(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    const isJson = request.headers['content-type']?.startsWith('application/json') === true;
    if (request.method !== 'POST' || !isJson) {
      return sendJson(response, 405, { ok: false, error: 'POST application/json' });
    }
    try {
      const result = (await this.#rules.control(JSON.parse(body))) ?? null;
      sendJson(response, 200, { ok: true, result });
    } catch (error) {
      sendJson(response, 400, { ok: false, error: messageOf(error) });
    }
  }
}

const pathOf = (url: string): string => url.split('?', 1)[0] ?? '';

function sendShown(response: ServerResponse, shown: Shown): void {
  if ('page' in shown) return sendHtml(response, shown.status, shown.page, shown.leadsTo);
  send(response, shown.status, { location: shown.location }, '');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
