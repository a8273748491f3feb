import type { Account, Platform } from '../books.ts';
import type { Fields } from '../fields.ts';
import { oneOf, parameterError, text } from '../fields.ts';
import { Fields as FormFields } from '../fields.ts';
import { Refusal } from '../refusal.ts';
import type { AccessTokens, IssuedToken } from './access-tokens.ts';
import { LIFETIMES } from './access-tokens.ts';
import type { Exchange } from './exchange.ts';
import { jsonFields, mediaTypeOf } from './exchange.ts';

const FORM_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/**
 * Takes client credentials or a refresh token as query, form or multipart, or a password as JSON. The call is unsigned
 * (docs/providers/stablecoin-gateway.md#access-token).
 */
export async function answerTokenCall(
  platform: Platform,
  tokens: AccessTokens,
  exchange: Exchange,
): Promise<object> {
  const mediaType = mediaTypeOf(exchange.headers);
  if (platform.brand.passwordGrant && mediaType === 'application/json') {
    if (exchange.body.length > 0) return answerPasswordGrant(platform, tokens, exchange);
  }
  const fields = await readParameters(exchange, mediaType, platform.strict);
  const grant = fields.required('grant_type', oneOf(['client_credentials', 'refresh_token']));
  if (grant === 'refresh_token') {
    const refreshToken = fields.required('refresh_token', text);
    fields.end();
    const renewed = tokens.refresh(refreshToken);
    if (renewed === null) throw new Refusal('UNAUTHORIZED', 'refresh token is unknown or expired');
    return clientCredentialsAnswer(renewed);
  }
  const apiKey = fields.required('api_key', text);
  const apiSecret = fields.required('api_secret', text);
  fields.end();
  const account = accountOf(platform, apiKey, apiSecret);
  return clientCredentialsAnswer(tokens.issue(account, 'client-credentials'));
}

function clientCredentialsAnswer({ accessToken, refreshToken }: IssuedToken): object {
  const retdata = {
    access_token: accessToken,
    token_type: 'bearer',
    expires_in: LIFETIMES.clientCredentials,
    refresh_token: refreshToken,
    rt_expires_in: LIFETIMES.refresh,
  };
  return { retcode: 200, retdata, success: true };
}

function answerPasswordGrant(
  platform: Platform,
  tokens: AccessTokens,
  { query, body }: Exchange,
): object {
  if (platform.strict && query !== '') throw parameterError('the password grant has no query');
  const fields = jsonFields(body, platform.strict);
  fields.required('grantType', oneOf(['password']));
  const email = fields.required('email', text);
  const password = fields.required('password', text);
  const apiKey = fields.required('apiKey', text);
  const apiSecret = fields.required('apiSecret', text);
  fields.end();
  if (email === '' || password === '') throw parameterError('email and password must be given');
  const account = accountOf(platform, apiKey, apiSecret);
  const { accessToken } = tokens.issue(account, 'password');
  const retdata = {
    access_token: accessToken,
    token_type: 'bearer',
    expires_in: LIFETIMES.password,
    client_id: 1,
  };
  return { retcode: '200', retdata, retmsg: null, success: true };
}

function accountOf(platform: Platform, apiKey: string, apiSecret: string): Account {
  const account = platform.accounts.get(apiKey);
  if (account === undefined || account.credentials.apiSecret !== apiSecret) {
    throw new Refusal('UNAUTHORIZED', 'wrong apiKey or apiSecret');
  }
  return account;
}

async function readParameters(
  { query, headers, body }: Exchange,
  mediaType: string,
  strict: boolean,
): Promise<Fields> {
  const parameters = new Map<string, string>();
  const put = (value: string, name: string): void => {
    if (strict && parameters.has(name)) throw parameterError(`${name} is repeated`);
    parameters.set(name, value);
  };
  new URLSearchParams(query).forEach(put);
  if (body.length > 0) {
    if (!FORM_TYPES.includes(mediaType)) throw parameterError('Content-Type is not supported');
    (await parseForm(headers['content-type'] ?? '', body)).forEach(put);
  }
  return new FormFields(parameters, strict);
}

async function parseForm(contentType: string, body: Buffer): Promise<Map<string, string>> {
  const headers = { 'content-type': contentType };
  const form = await new Response(new Uint8Array(body), { headers }).formData().catch(() => null);
  if (form === null) throw parameterError('body is not a form');
  const parameters = new Map<string, string>();
  form.forEach((value, name) => {
    if (typeof value !== 'string') throw parameterError(`${name} must not be a file`);
    if (parameters.has(name)) throw parameterError(`${name} is repeated`);
    parameters.set(name, value);
  });
  return parameters;
}
