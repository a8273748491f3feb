import { plainTheme } from '../../domain/checkout-theme.ts';
import type { CheckoutTheme as Theme } from '../../domain/checkout-theme.ts';
import { NotFoundError, ValidationError } from '../../domain/errors.ts';
import { updateCheckoutTheme } from '../../operations/merchants/checkout-theme.ts';
import {
  createApiKey,
  createMerchant,
  revokeApiKey,
} from '../../operations/merchants/merchants.ts';
import { apiKeysOfMerchant } from '../../store/queries/merchants.ts';
import type { ApiKeyRecord, MerchantRecord } from '../../store/records.ts';
import { builder } from '../builder.ts';
import { maxPageSize, readListPage, shortListPaging } from '../connections.ts';
import { ScopeEnum } from './enums.ts';
import { failing } from './errors.ts';
import { Node } from './node.ts';

/** Who may see API keys: a key with the scope MANAGE, and the administrator. */
const managers = { key: 'MANAGE', administrator: true } as const;

export const ApiKey = builder.objectRef<ApiKeyRecord>('ApiKey').implement({
  description: 'Who reads only sees its id and name; the rest takes the scope MANAGE.',
  interfaces: [Node],
  fields: (t) => ({
    name: t.exposeString('name'),
    prefix: t.exposeString('prefix', {
      description: 'The first characters, to recognise it by.',
      authScopes: managers,
    }),
    scopes: t.expose('scopes', { type: [ScopeEnum], authScopes: managers }),
    createdAt: t.expose('createdAt', { type: 'DateTime', authScopes: managers }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      authScopes: managers,
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      authScopes: managers,
    }),
  }),
});

const CheckoutTheme = builder
  .objectRef<Theme & { displayName: string }>('CheckoutTheme')
  .implement({
    description: "How the merchant's checkout pages look (`Order.checkoutPageUrl`).",
    fields: (t) => ({
      displayName: t.exposeString('displayName', {
        description: "The name that payers see; the merchant's own until another one is set.",
      }),
      color: t.exposeString('color', {
        nullable: true,
        description:
          'The color of buttons and links, as "#1a73e8". The page darkens or lightens it where it could not be read. Null: a blue.',
      }),
      logo: t.string({
        nullable: true,
        description: 'A data URL of a PNG, JPEG or WebP image; null without a logo.',
        resolve: ({ logo }, _args, { budget }) => {
          budget.spendBytes(logo?.length ?? 0);
          return logo;
        },
      }),
    }),
  });

export const Merchant = builder.objectRef<MerchantRecord>('Merchant').implement({
  interfaces: [Node],
  fields: (t) => ({
    name: t.exposeString('name'),
    apiKeys: t.field({
      type: [ApiKey],
      description: 'Scope MANAGE. Oldest first.',
      authScopes: managers,
      args: shortListPaging,
      resolve: ({ id }, args, { deps }) =>
        apiKeysOfMerchant(deps.read, id, readListPage(args, 'key_', maxPageSize)),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    checkoutTheme: t.field({
      type: CheckoutTheme,
      description: 'How its checkout pages look. `updateCheckoutTheme` changes it.',
      resolve: async ({ id, name }, _args, { loaders }) => {
        const theme = (await loaders.checkoutThemes.load(id)) ?? plainTheme;
        return { ...theme, displayName: theme.displayName ?? name };
      },
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: Merchant,
    nullable: true,
    description: "The merchant that the caller's key belongs to; null for the administrator.",
    authScopes: { key: ['READ', 'MANAGE'], administrator: true },
    resolve: (_root, _args, { principal, loaders }) =>
      principal.kind === 'ADMINISTRATOR' ? null : loaders.merchants.load(principal.merchantId),
  }),
);

const CreateMerchantInput = builder.inputType('CreateMerchantInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
  }),
});

const CreateApiKeyInput = builder.inputType('CreateApiKeyInput', {
  fields: (t) => ({
    merchant: t.id({ description: 'Set by the administrator only.' }),
    name: t.string({ required: true }),
    scopes: t.field({ type: [ScopeEnum], required: true }),
  }),
});

const UpdateCheckoutThemeInput = builder.inputType('UpdateCheckoutThemeInput', {
  description: 'What is left out stays as it was; null goes back to what it was at first.',
  fields: (t) => ({
    merchant: t.id({ description: 'Set by the administrator only.' }),
    displayName: t.string({
      description: "1 to 60 characters. At first the merchant's own name.",
    }),
    color: t.string({ description: '"#" and six hexadecimal digits: "#1a73e8".' }),
    logo: t.string({
      description: `A data URL in base64 of a PNG, JPEG or WebP image ("data:image/png;base64,…"), at most 65,536 characters. It is
shown at most 48 pixels high and 200 wide. An address is refused: the page makes no request to another host.`,
    }),
  }),
});

const UpdateCheckoutThemeSuccess = builder
  .objectRef<{ merchant: MerchantRecord }>('UpdateCheckoutThemeSuccess')
  .implement({
    fields: (t) => ({
      merchant: t.expose('merchant', { type: Merchant }),
    }),
  });

const CreateMerchantSuccess = builder
  .objectRef<{ merchant: MerchantRecord }>('CreateMerchantSuccess')
  .implement({
    fields: (t) => ({
      merchant: t.expose('merchant', { type: Merchant }),
    }),
  });

const CreateApiKeySuccess = builder
  .objectRef<{ apiKey: ApiKeyRecord; secret: string }>('CreateApiKeySuccess')
  .implement({
    fields: (t) => ({
      apiKey: t.expose('apiKey', { type: ApiKey }),
      secret: t.exposeString('secret', { description: 'Shown this once.' }),
    }),
  });

const RevokeApiKeySuccess = builder
  .objectRef<{ apiKey: ApiKeyRecord }>('RevokeApiKeySuccess')
  .implement({
    fields: (t) => ({
      apiKey: t.expose('apiKey', { type: ApiKey }),
    }),
  });

builder.mutationFields((t) => ({
  createApiKey: t.field({
    type: CreateApiKeySuccess,
    authScopes: managers,
    errors: failing('CreateApiKeyResult', ValidationError, NotFoundError),
    args: { input: t.arg({ type: CreateApiKeyInput, required: true }) },
    resolve: (_root, { input }, { deps, principal }) => createApiKey(deps, principal, input),
  }),
  revokeApiKey: t.field({
    type: RevokeApiKeySuccess,
    authScopes: managers,
    errors: failing('RevokeApiKeyResult', NotFoundError),
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, { id }, { deps, principal }) => ({
      apiKey: await revokeApiKey(deps, principal, id),
    }),
  }),
  updateCheckoutTheme: t.field({
    type: UpdateCheckoutThemeSuccess,
    description: 'Scope MANAGE. Changes the name, the color and the logo of the checkout pages.',
    authScopes: managers,
    errors: failing('UpdateCheckoutThemeResult', ValidationError, NotFoundError),
    args: { input: t.arg({ type: UpdateCheckoutThemeInput, required: true }) },
    resolve: async (_root, { input }, { deps, principal }) => ({
      merchant: await updateCheckoutTheme(deps, principal, input),
    }),
  }),
  createMerchant: t.field({
    type: CreateMerchantSuccess,
    description: 'Administrator only.',
    authScopes: { administrator: true },
    errors: failing('CreateMerchantResult', ValidationError),
    args: { input: t.arg({ type: CreateMerchantInput, required: true }) },
    resolve: async (_root, { input }, { deps }) => ({
      merchant: await createMerchant(deps, input),
    }),
  }),
}));
