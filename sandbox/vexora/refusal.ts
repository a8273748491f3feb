/**
 * Every refusal has the code 8000 with HTTP 200. Only the message has the reason
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
