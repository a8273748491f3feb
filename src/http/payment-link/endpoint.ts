import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ValidationError } from '../../domain/errors.ts';
import { requestIdNow } from '../../log/work.ts';
import { payerInputs } from '../../domain/payment-links/payment-link.ts';
import type { PaymentLink } from '../../domain/payment-links/payment-link.ts';
import type { Opening } from '../../operations/payment-links/open-payment-link.ts';
import type { ShownLink } from '../../operations/payment-links/show-payment-link.ts';
import { ClientGoneError, readBody } from '../body.ts';
import { languageOf } from '../checkout/languages/choose.ts';
import type { Texts } from '../checkout/languages/texts.ts';
import { reply } from '../reply.ts';
import { networkOf } from '../source.ts';
import type { SourceOf } from '../source.ts';
import type { Penalty } from '../trust/penalty.ts';
import { createRateLimiter } from '../trust/rate-limiter.ts';
import { newForm, readForm } from './form.ts';
import type { Form } from './form.ts';
import { obstacleFor, obstacles } from './obstacles.ts';
import type { Answer } from './obstacles.ts';
import { formPage } from './page.ts';
import type { Mistakes } from './page.ts';

export interface PaymentLinkDeps {
  /** Null where no link has this token. */
  find(token: string): Promise<PaymentLink | null>;
  show(link: PaymentLink): Promise<ShownLink>;
  /** Makes the order. Resolves to the address of its page. */
  open(link: PaymentLink, opening: Opening): Promise<string>;
  /** The origin of the addresses that `open` resolves to. */
  publicUrl(): string;
  onUnexpectedError(error: unknown, requestId: string): void;
}

export interface PaymentLinkOptions {
  sourceOf: SourceOf;
  penalty: Penalty;
  /** Forms that are accepted from one source. */
  linkFormsPerMinute: number;
}

export type PaymentLinkEndpoint = (
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
) => Promise<void>;

const tokenPath = /^\/pay\/(plk_[0-9a-f]{64})$/;
/** Bytes of a form. Each of its inputs has 500 characters at most. */
const longestForm = 32 * 1024;
const formType = 'application/x-www-form-urlencoded';

/**
 * Serves `/pay/<link token>`. GET and HEAD show a form and make nothing, because previews and crawlers open addresses
 * too. The form is posted here, and its answer leads to the page of the order. The path holds a token, so it is never
 * logged.
 */
export function createPaymentLinkEndpoint(
  deps: PaymentLinkDeps,
  options: PaymentLinkOptions,
): PaymentLinkEndpoint {
  const limiter = createRateLimiter(options.linkFormsPerMinute, undefined, 60_000);
  async function answerTo(req: IncomingMessage, path: string, requestId: string): Promise<Answer> {
    const isForm = req.method === 'POST';
    const source = options.sourceOf(req);
    if (isForm && isOfAnotherSite(req)) return obstacles.OTHER_SITE;
    if (isForm && limiter.take(networkOf(source), 0) === null) return obstacles.TOO_MANY;
    const [, token] = tokenPath.exec(path) ?? [];
    const link = token === undefined ? null : await deps.find(token);
    if (link === null) {
      return (await options.penalty.refused(source)) ? obstacles.TOO_MANY : obstacles.NOT_FOUND;
    }
    if (!isForm) return show(deps, link);
    const [type = ''] = (req.headers['content-type'] ?? '').split(';');
    if (type.trim().toLowerCase() !== formType) return obstacles.NO_FORM;
    const form = readForm((await readBody(req, longestForm)).toString('utf8'));
    return form === null ? obstacles.MALFORMED : open(deps, link, form, { source, requestId });
  }

  return async (req, res, path) => {
    const texts = languageOf(req);
    const requestId = requestIdNow();
    let answer: Answer;
    try {
      answer = await answerTo(req, path, requestId);
    } catch (error) {
      if (error instanceof ClientGoneError) return;
      answer = obstacleFor(error);
      if (answer === obstacles.INTERNAL) deps.onUnexpectedError(error, requestId);
    }
    send(req, res, answer, texts);
  };
}

async function show(deps: PaymentLinkDeps, link: PaymentLink): Promise<Answer> {
  const shown = await deps.show(link);
  if (shown.orderPage !== null) return { location: shown.orderPage };
  return pageOf(deps, shown, newForm(randomBytes(32).toString('hex'), shown), none, 200);
}

const none: Mistakes = new Set();

/** The form, where the link can be paid. */
function pageOf(
  deps: PaymentLinkDeps,
  shown: ShownLink,
  form: Form,
  mistakes: Mistakes,
  status: number,
): Answer {
  if (shown.status !== 'ACTIVE') return obstacles[shown.status];
  if (shown.methods.length === 0) return obstacles.NO_METHOD;
  return { status, page: (texts) => formPage(shown, form, mistakes, texts, deps.publicUrl()) };
}

async function open(
  deps: PaymentLinkDeps,
  link: PaymentLink,
  form: Form,
  from: Pick<Opening, 'source' | 'requestId'>,
): Promise<Answer> {
  const { intent, method, details } = form;
  if (method === null) return correct(deps, link, form, new Set(['method']));
  try {
    return { location: await deps.open(link, { intent, method, details, ...from }) };
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return correct(deps, link, form, mistakesIn(error));
  }
}

/** The form again, as it was filled in: once it is corrected, it is still for the same order. */
async function correct(
  deps: PaymentLinkDeps,
  link: PaymentLink,
  form: Form,
  mistakes: Mistakes,
): Promise<Answer> {
  const shown = await deps.show(link);
  if (shown.orderPage !== null) return { location: shown.orderPage };
  return mistakes.size === 0 ? obstacles.NO_METHOD : pageOf(deps, shown, form, mistakes, 422);
}

/** What of it a payer can correct. */
function mistakesIn({ issues }: ValidationError): Mistakes {
  return new Set(
    issues.flatMap(({ path: [first, name] }) => {
      if (first === 'method') return ['method' as const];
      const input = payerInputs.find((one) => one === name);
      return first === 'customer' && input !== undefined ? [input] : [];
    }),
  );
}

/**
 * A page of another site may not have its visitors make orders. There is no session to abuse, but each visitor would
 * have an allowance of its own. A browser says where a form comes from; what says nothing is no browser.
 */
function isOfAnotherSite({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'] ?? 'same-origin';
  return site !== 'same-origin' && site !== 'none';
}

const queryOf = ({ url = '' }: IncomingMessage) => new URLSearchParams(url.split('?', 2)[1]);

function send(req: IncomingMessage, res: ServerResponse, answer: Answer, texts: Texts): void {
  if ('location' in answer) {
    const isChosen = queryOf(req).has('lang');
    const location = isChosen ? `${answer.location}?lang=${texts.tag}` : answer.location;
    return reply(res, 303, 'text/plain; charset=utf-8', '', { location });
  }
  const { body, policy } = answer.page(texts);
  reply(res, answer.status, 'text/html; charset=utf-8', body, {
    'content-security-policy': policy,
    'cross-origin-opener-policy': 'same-origin',
    'content-language': texts.tag,
    vary: 'accept-language',
    ...answer.headers,
  });
}
