/** A call that is answered with a failure and has no effect. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** In the provider's terms. */
  readonly code: string;
  readonly httpStatus: number;
  /** Further members of the answer, such as the field that is wrong. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    httpStatus = 200,
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.code = code;
    this.httpStatus = httpStatus;
    this.details = details;
  }
}
