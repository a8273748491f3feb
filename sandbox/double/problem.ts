/**
 * Why a request cannot be done, before it is put into the provider's words:
 * - `missing`, `invalid`, `unknown`: a field, with its path in `subject`
 * - `used`: the number of a new entity, or an idempotency key, was used before; `subject` is the field
 * - `absent`: there is no such entity; `subject` is its kind
 * - `state`: the status of an entity does not allow it; `subject` is its kind
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly kind: 'missing' | 'invalid' | 'unknown' | 'used' | 'absent' | 'state';
  readonly subject: string;

  constructor(kind: Problem['kind'], subject: string, message: string) {
    super(message);
    this.kind = kind;
    this.subject = subject;
  }
}
