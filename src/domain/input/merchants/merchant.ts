import { z } from 'zod';
import { ValidationError } from '../../errors.ts';
import { ownerOf, scopes } from '../../principal.ts';
import type { Principal, Scope } from '../../principal.ts';
import { check, text, together, tryCheck } from '../checks.ts';
import type { Checked } from '../checks.ts';

const merchant = z.object({ name: text(255) });

export const readMerchantInput = (input: { name: string }) => check(merchant, input);

/** The merchant whose accounts or keys are managed: the administrator names one, an API key has its own. */
export function namedMerchant(
  principal: Principal,
  named: string | null | undefined,
): Checked<string> {
  const id = named ?? ownerOf(principal);
  if (id !== null) return { ok: true, value: id };
  return { ok: false, issues: [{ path: ['merchant'], message: 'is needed' }] };
}

const apiKey = z.object({
  name: text(255),
  scopes: z
    .array(z.enum(scopes))
    .min(1, 'must have at least one scope')
    .transform((chosen) => scopes.filter((scope) => chosen.includes(scope))),
});

export interface CreateApiKeyInput {
  merchant?: string | null | undefined;
  name: string;
  scopes: readonly Scope[];
}

/** The input with its merchant. Throws ValidationError with every issue at once. */
export function readApiKeyInput(principal: Principal, input: CreateApiKeyInput) {
  const named = namedMerchant(principal, input.merchant);
  const [merchantId, key] = together(named, tryCheck(apiKey, input));
  return { merchantId, ...key };
}

/** Throws ValidationError where `principal` does not have these scopes itself. */
export function assertMayGrant(principal: Principal, granted: readonly Scope[]): void {
  const excess = granted.filter((scope) => !mayGrant(principal, scope));
  if (excess.length === 0) return;
  const message = `can only be scopes of the key itself: not ${excess.join(', ')}`;
  throw new ValidationError([{ path: ['scopes'], message }]);
}

const mayGrant = (principal: Principal, scope: Scope): boolean =>
  principal.kind === 'ADMINISTRATOR' ||
  (principal.kind === 'API_KEY' && principal.scopes.includes(scope));
