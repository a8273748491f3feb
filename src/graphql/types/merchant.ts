import { NotFoundError, ValidationError } from '../../domain/errors.ts';
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
