/** HTTP statuses of the codes that are not answered with 200 (docs/providers/examplepay.md#answers). */
const HTTP_STATUS: Readonly<Record<string, number>> = {
  'Common.Unauthorized': 401,
  'Common.Forbidden': 403,
  'Common.NotFound': 404,
  'Common.MethodNotAllowed': 405,
  'Common.UnsupportedMediaType': 415,
  'Common.SystemError': 500,
};

/** A call that is answered with a failure. Only answers with HTTP 200 are signed. */
export class Refusal extends Error {
  readonly code: string;
  readonly httpStatus: number;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.httpStatus = HTTP_STATUS[code] ?? 200;
  }
}

export const invalidParameter = (name: string): Refusal =>
  new Refusal('Common.InvalidParameter', `invalid parameter: ${name}`);
