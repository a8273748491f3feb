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
import { ScopeEnum } from './enums/access.ts';
import { failing } from './errors.ts';
import { Node } from './node.ts';
import { shared } from './descriptions.ts';

/** Who may see API keys: a key with the scope MANAGE, and the administrator. */
const managers = { key: 'MANAGE', administrator: true } as const;

export const ApiKey = builder.objectRef<ApiKeyRecord>('ApiKey').implement({
  description: 'Who reads only sees its id and name; the rest takes the scope MANAGE.',
  interfaces: [Node],
  fields: (t) => ({
    name: t.exposeString('name', { description: 'As chosen by whoever made it.' }),
    prefix: t.exposeString('prefix', {
      description: 'The first characters, to recognise it by.',
      authScopes: managers,
    }),
    scopes: t.expose('scopes', {
      type: [ScopeEnum],
      description: 'What it may do. It never changes. Scope MANAGE.',
      authScopes: managers,
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'When it was made. Scope MANAGE.',
      authScopes: managers,
    }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Exact to a minute; null where it was never used. Scope MANAGE.',
      authScopes: managers,
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'From then on it is refused; null while it is valid. Scope MANAGE.',
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
  description:
    'Who takes payments. All else belongs to one merchant, and is not there for any other.',
  interfaces: [Node],
  fields: (t) => ({
    name: t.exposeString('name', { description: 'For people. It need not be unique.' }),
    apiKeys: t.field({
      type: [ApiKey],
      description: 'Scope MANAGE. Oldest first.',
      authScopes: managers,
      args: shortListPaging,
      resolve: ({ id }, args, { deps }) =>
        apiKeysOfMerchant(deps.read, id, readListPage(args, 'key_', maxPageSize)),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: shared.createdAt }),
    viewerScopes: t.field({
      type: [ScopeEnum],
      description: "What the caller's key may do; empty for the administrator.",
      resolve: (_merchant, _args, { principal }) =>
        principal.kind === 'API_KEY' ? principal.scopes : [],
    }),
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
    description:
      "The merchant that the caller's key belongs to; null for the administrator. Scope READ or MANAGE.",
    authScopes: { key: ['READ', 'MANAGE'], administrator: true },
    resolve: (_root, _args, { principal, loaders }) =>
      principal.kind === 'ADMINISTRATOR' ? null : loaders.merchants.load(principal.merchantId),
  }),
);

const CreateMerchantInput = builder.inputType('CreateMerchantInput', {
  description: 'What createMerchant takes.',
  fields: (t) => ({
    name: t.string({
      required: true,
      description: 'For people: 1 to 255 characters. It need not be unique.',
    }),
  }),
});

const CreateApiKeyInput = builder.inputType('CreateApiKeyInput', {
  description: 'What createApiKey takes.',
  fields: (t) => ({
    merchant: t.id({ description: 'Set by the administrator only.' }),
    name: t.string({
      required: true,
      description: 'For people: 1 to 255 characters. It need not be unique.',
    }),
    scopes: t.field({
      type: [ScopeEnum],
      required: true,
      description: 'At least one. A key can pass on only scopes that it has itself.',
    }),
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
    description: 'The theme was changed.',
    fields: (t) => ({
      merchant: t.expose('merchant', {
        type: Merchant,
        description: 'The merchant, as it is now.',
      }),
    }),
  });

const CreateMerchantSuccess = builder
  .objectRef<{ merchant: MerchantRecord }>('CreateMerchantSuccess')
  .implement({
    description: 'The merchant is stored.',
    fields: (t) => ({
      merchant: t.expose('merchant', {
        type: Merchant,
        description: 'It has no accounts and no keys yet.',
      }),
    }),
  });

const CreateApiKeySuccess = builder
  .objectRef<{ apiKey: ApiKeyRecord; secret: string }>('CreateApiKeySuccess')
  .implement({
    description: 'The key can be used at once.',
    fields: (t) => ({
      apiKey: t.expose('apiKey', { type: ApiKey, description: 'All of it but the secret.' }),
      secret: t.exposeString('secret', { description: 'Shown this once.' }),
    }),
  });

const RevokeApiKeySuccess = builder
  .objectRef<{ apiKey: ApiKeyRecord }>('RevokeApiKeySuccess')
  .implement({
    description: 'The key is refused from now on, and its streams end.',
    fields: (t) => ({
      apiKey: t.expose('apiKey', {
        type: ApiKey,
        description: 'With the time at which it was first revoked.',
      }),
    }),
  });

builder.mutationFields((t) => ({
  createApiKey: t.field({
    type: CreateApiKeySuccess,
    description:
      'Scope MANAGE, or the administrator, who names the `merchant`. A key can make only keys with scopes that it has itself.',
    authScopes: managers,
    errors: failing('CreateApiKeyResult', ValidationError, NotFoundError),
    args: { input: t.arg({ type: CreateApiKeyInput, required: true, description: shared.input }) },
    resolve: (_root, { input }, { deps, principal }) => createApiKey(deps, principal, input),
  }),
  revokeApiKey: t.field({
    type: RevokeApiKeySuccess,
    description:
      'Scope MANAGE, or the administrator. It cannot be undone. A key that is revoked already is a success.',
    authScopes: managers,
    errors: failing('RevokeApiKeyResult', NotFoundError),
    args: {
      id: t.arg.id({ required: true, description: 'The id of the API key to revoke: key_…' }),
    },
    resolve: async (_root, { id }, { deps, principal }) => ({
      apiKey: await revokeApiKey(deps, principal, id),
    }),
  }),
  updateCheckoutTheme: t.field({
    type: UpdateCheckoutThemeSuccess,
    description: 'Scope MANAGE. Changes the name, the color and the logo of the checkout pages.',
    authScopes: managers,
    errors: failing('UpdateCheckoutThemeResult', ValidationError, NotFoundError),
    args: {
      input: t.arg({ type: UpdateCheckoutThemeInput, required: true, description: shared.input }),
    },
    resolve: async (_root, { input }, { deps, principal }) => ({
      merchant: await updateCheckoutTheme(deps, principal, input),
    }),
  }),
  createMerchant: t.field({
    type: CreateMerchantSuccess,
    description: 'Administrator only. Accounts and keys are added to the merchant afterwards.',
    authScopes: { administrator: true },
    errors: failing('CreateMerchantResult', ValidationError),
    args: {
      input: t.arg({ type: CreateMerchantInput, required: true, description: shared.input }),
    },
    resolve: async (_root, { input }, { deps }) => ({
      merchant: await createMerchant(deps, input),
    }),
  }),
}));
