/** Codes that start with 9 are the sandbox's own (docs/providers/stablecoin-gateway.md#refusals). */
export const RETCODES = {
  ACCESS_DENIED: '00006',
  PARAMETER_ERROR: '00008',
  UNAUTHORIZED: '90401',
  NOT_FOUND: '90404',
  NUMBER_USED: '90409',
  WRONG_STATE: '90422',
  AMOUNT_TOO_HIGH: '90423',
  INTERNAL: '90500',
} as const;
export type Retcode = (typeof RETCODES)[keyof typeof RETCODES];

const HTTP_STATUS: Partial<Record<Retcode, number>> = { '90401': 401, '90500': 500 };

/** A call that is answered with a failure and has no effect. */
export class Refusal extends Error {
  readonly retcode: Retcode;
  readonly httpStatus: number;

  constructor(reason: keyof typeof RETCODES, message: string, httpStatus?: number) {
    super(message);
    this.name = 'Refusal';
    this.retcode = RETCODES[reason];
    this.httpStatus = httpStatus ?? HTTP_STATUS[this.retcode] ?? 200;
  }
}
