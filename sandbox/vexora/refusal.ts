/**
 * All that is refused is 8000 with HTTP 200, the reason is in the words only
 * (docs/providers/vexora.md#checks-of-the-sandbox).
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

export function required(field: string): Refusal {
  return new Refusal(`${field} is required`);
}

export function invalid(field: string): Refusal {
  return new Refusal(`${field} is invalid`);
}
