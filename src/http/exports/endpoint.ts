import type { IncomingMessage, ServerResponse } from 'node:http';
import { UnavailableError } from '../../domain/errors.ts';
import type { Principal } from '../../domain/principal.ts';
import { requestIdNow } from '../../log/work.ts';
import type { ExportFormat } from '../../operations/exports/cells.ts';
import type {
  ExportRefusal,
  ExportRequest,
  OpenedExport,
} from '../../operations/exports/export-log.ts';
import type { Refuse } from '../refuse.ts';
import { replyJson } from '../reply.ts';
import { sendParts } from './send.ts';

export interface ExportDeps {
  /** Null where the credentials are missing or wrong. */
  authenticate(req: IncomingMessage): Promise<Principal | null>;
  open(principal: Principal, request: ExportRequest): Promise<OpenedExport | ExportRefusal>;
  /** Does the work as one of this caller, so that callers alternate. */
  asCaller<Result>(principal: Principal, work: () => Result): Result;
  onUnexpectedError(error: unknown, requestId: string): void;
  /** Exports of one merchant that this process sends at once. */
  atOnce: number;
}

export type ExportEndpoint = (
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
) => Promise<void>;

const exportPath = /^\/exports\/([a-z-]{1,64})\.(csv|ndjson)$/;

/** Serves `GET` and `HEAD /exports/<kind>.<format>` (docs/exports.md). Never rejects. */
export function createExportEndpoint(deps: ExportDeps, refuse: Refuse): ExportEndpoint {
  const underWay = new Map<string, number>();

  async function serve(req: IncomingMessage, res: ServerResponse, path: string): Promise<void> {
    const [, kind, format] = exportPath.exec(path) ?? [];
    if (kind === undefined) return refuse(req, res, 404, 'Not found');
    const principal = await deps.authenticate(req);
    if (principal === null) {
      const headers = { 'www-authenticate': 'Bearer' };
      return refuse(req, res, 401, 'Missing or wrong credentials', headers);
    }
    const parameters = parametersOf(req);
    if ('error' in parameters) return replyJson(res, 400, parameters);
    await deps.asCaller(principal, async () => {
      const request = { kind, format: format as ExportFormat, ...parameters };
      const opened = await deps.open(principal, request);
      if ('refusal' in opened) return replyRefusal(res, opened);
      await send(req, res, opened, principal);
    });
  }

  async function send(
    req: IncomingMessage,
    res: ServerResponse,
    opened: OpenedExport,
    principal: Principal,
  ): Promise<void> {
    const headers = {
      'content-type': opened.contentType,
      'x-paygraph-after': opened.after,
      'x-paygraph-cursor': opened.cursor,
    };
    if (req.method === 'HEAD') return void res.writeHead(200, headers).end();
    const merchant = principal.kind === 'API_KEY' ? principal.merchantId : '';
    const before = underWay.get(merchant) ?? 0;
    if (before >= deps.atOnce) {
      const error = 'Too many exports at once';
      return replyJson(res, 429, { error }, { 'retry-after': '5' });
    }
    underWay.set(merchant, before + 1);
    try {
      res.writeHead(200, headers);
      await sendParts(res, opened.parts());
    } finally {
      const left = (underWay.get(merchant) ?? 1) - 1;
      if (left === 0) underWay.delete(merchant);
      else underWay.set(merchant, left);
    }
  }

  return async (req, res, path) => {
    try {
      await serve(req, res, path);
    } catch (error) {
      fail(deps, res, error);
    }
  };
}

interface Problem {
  /** In a few words. */
  error: string;
  /** The query parameter that is wrong. */
  parameter: string;
}

const parameterNames = ['after', 'to'] as const;

function parametersOf({
  url = '',
}: IncomingMessage): Pick<ExportRequest, 'after' | 'to'> | Problem {
  const at = url.indexOf('?');
  const query = new URLSearchParams(at === -1 ? '' : url.slice(at + 1));
  for (const name of query.keys()) {
    if (!parameterNames.some((known) => known === name)) {
      return { error: 'Unknown parameter', parameter: name.slice(0, 64) };
    }
    if (query.getAll(name).length > 1) return { error: 'Given more than once', parameter: name };
  }
  return { after: query.get('after'), to: query.get('to') };
}

function replyRefusal(res: ServerResponse, refused: ExportRefusal): void {
  switch (refused.refusal) {
    case 'UNKNOWN_EXPORT':
      return replyJson(res, 404, { error: 'Not found' });
    case 'FORBIDDEN':
      return replyJson(res, 403, { error: 'Exports need an API key with the scope READ' });
    case 'BAD_CURSOR':
      return replyJson(res, 400, problem('Not a cursor of this event log', refused));
    case 'ARCHIVED':
      return replyJson(res, 410, problem('Events there are archived', refused));
    case 'AFTER_IS_LATER_THAN_TO':
      return replyJson(res, 400, problem('Later than the other end', refused));
  }
}

const problem = (error: string, { parameter }: { parameter: string }): Problem => ({
  error,
  parameter,
});

/** What has begun is cut off, so that no client takes a part for the whole. */
function fail(deps: ExportDeps, res: ServerResponse, error: unknown): void {
  if (!(error instanceof UnavailableError)) deps.onUnexpectedError(error, requestIdNow());
  if (res.headersSent) res.destroy();
  else if (error instanceof UnavailableError) {
    replyJson(res, 503, { error: 'Unavailable' }, { 'retry-after': '5' });
  } else replyJson(res, 500, { error: 'Internal error' });
}
