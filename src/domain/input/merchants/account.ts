import { z } from 'zod';
import { accountModes } from '../../routing.ts';
import { baseUrlProblem } from '../base-url.ts';
import { text, tryCheck } from '../checks.ts';

const baseUrl = z
  .string()
  .max(2048, 'must have at most 2048 characters')
  .superRefine((url, context) => {
    const problem = baseUrlProblem(url);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  })
  .transform((url) => url.replace(/\/+$/, ''));

const account = z.object({
  name: text(255),
  baseUrl: baseUrl.nullish(),
  enabled: z.boolean().nullish(),
});

const creation = account.extend({ mode: z.enum(accountModes).nullish() });

const change = account.extend({ name: text(255).nullish() });

/** One member, named like the provider in camel case. The provider's own config checks its content. */
export type ProviderConfigInput = Readonly<Record<string, unknown>>;

export interface CreateProviderAccountInput extends z.input<typeof creation> {
  merchant?: string | null | undefined;
  config: ProviderConfigInput;
}

export interface UpdateProviderAccountInput extends z.input<typeof change> {
  id: string;
  config?: ProviderConfigInput | null | undefined;
}

/** Checks all of it except the provider's configuration. */
export const checkAccount = (input: CreateProviderAccountInput) => tryCheck(creation, input);

export const checkAccountChange = (input: UpdateProviderAccountInput) => tryCheck(change, input);
