import { oneOf, Problem } from '../../double/index.ts';
import type { Exchange } from '../../double/index.ts';
import type { Brand } from '../brands.ts';
import { anyText } from '../fields.ts';
import { refused } from '../platform.ts';
import type { StablecoinAccount, StablecoinPlatform } from '../platform.ts';
import { accessTokensOf, lifetimes } from './access-tokens.ts';
import type { IssuedToken } from './access-tokens.ts';
import { jsonFields, parametersOf } from './requests.ts';

/**
 * Takes client credentials or a refresh token as query, form or multipart, or a password as JSON. The call is unsigned
 * (docs/providers/stablecoin-gateway.md#access-token).
 */
export const answerTokenCall =
  ({ passwordGrant }: Brand) =>
  async (platform: StablecoinPlatform, exchange: Exchange): Promise<object> => {
    const isJson = exchange.mediaType === 'application/json' && exchange.body.length > 0;
    if (passwordGrant && isJson) return answerPasswordGrant(platform, exchange);
    const tokens = accessTokensOf(platform);
    const fields = await parametersOf(exchange, platform.switches.strict);
    const grant = fields.required('grant_type', oneOf(['client_credentials', 'refresh_token']));
    if (grant === 'refresh_token') {
      const refreshToken = fields.required('refresh_token', anyText);
      fields.end();
      const renewed = tokens.refresh(refreshToken);
      if (renewed !== null) return clientCredentialsAnswer(renewed);
      throw refused('UNAUTHORIZED', 'refresh token is unknown or expired');
    }
    const apiKey = fields.required('api_key', anyText);
    const apiSecret = fields.required('api_secret', anyText);
    fields.end();
    const account = accountWith(platform, apiKey, apiSecret);
    return clientCredentialsAnswer(tokens.issue(account, 'client-credentials'));
  };

function clientCredentialsAnswer({ accessToken, refreshToken }: IssuedToken): object {
  const retdata = {
    access_token: accessToken,
    token_type: 'bearer',
    expires_in: lifetimes.clientCredentials,
    refresh_token: refreshToken,
    rt_expires_in: lifetimes.refresh,
  };
  return { retcode: 200, retdata, success: true };
}

function answerPasswordGrant(platform: StablecoinPlatform, exchange: Exchange): object {
  const { strict } = platform.switches;
  if (strict && exchange.query !== '') {
    throw new Problem('invalid', 'request', 'the password grant has no query');
  }
  const fields = jsonFields(exchange, strict);
  fields.required('grantType', oneOf(['password']));
  const email = fields.required('email', anyText);
  const password = fields.required('password', anyText);
  const apiKey = fields.required('apiKey', anyText);
  const apiSecret = fields.required('apiSecret', anyText);
  fields.end();
  if (email === '') throw fields.missing('email');
  if (password === '') throw fields.missing('password');
  const account = accountWith(platform, apiKey, apiSecret);
  const { accessToken } = accessTokensOf(platform).issue(account, 'password');
  const retdata = {
    access_token: accessToken,
    token_type: 'bearer',
    expires_in: lifetimes.password,
    client_id: 1,
  };
  return { retcode: '200', retdata, retmsg: null, success: true };
}

function accountWith(
  { accounts }: StablecoinPlatform,
  apiKey: string,
  apiSecret: string,
): StablecoinAccount {
  const account = accounts.get(apiKey);
  if (account?.credentials.apiSecret === apiSecret) return account;
  throw refused('UNAUTHORIZED', 'wrong apiKey or apiSecret');
}
