import type { Money, Network } from '../../domain/money.ts';
import { statedAmount } from '../kit/observing.ts';

interface Asset {
  currency: string;
  network: Network;
}

/** The prefix of TRON is TRX_, and WUSD is on Ethereum only (docs/providers/stablecoin-gateway.md#tokens). */
export const assets = {
  ETH_USDT: { currency: 'USDT', network: 'ETHEREUM' },
  ETH_USDC: { currency: 'USDC', network: 'ETHEREUM' },
  ETH_WUSD: { currency: 'WUSD', network: 'ETHEREUM' },
  TRX_USDT: { currency: 'USDT', network: 'TRON' },
  TRX_USDC: { currency: 'USDC', network: 'TRON' },
  SOL_USDT: { currency: 'USDT', network: 'SOLANA' },
  SOL_USDC: { currency: 'USDC', network: 'SOLANA' },
} as const satisfies Record<string, Asset>;
export type Token = keyof typeof assets;

const byPair = new Map(
  (Object.entries(assets) as [Token, Asset][]).map(([token, asset]) => [key(asset), token]),
);

function key({ currency, network }: { currency: string; network: Network | null }): string {
  return `${currency}/${network}`;
}

export function findToken(asset: { currency: string; network: Network | null }): Token | undefined {
  return byPair.get(key(asset));
}

/** For assets that were checked before. Throws a RangeError if the gateway has no such token. */
export function tokenOf(asset: { currency: string; network: Network | null }): Token {
  const token = findToken(asset);
  if (token === undefined) throw new RangeError(`no token for ${key(asset)}`);
  return token;
}

/** An amount of a token. An unknown token's name becomes the currency. Throws a RangeError for an unreadable amount. */
export function tokenMoney(token: string, amount: string): Money {
  const { currency, network } = isToken(token) ? assets[token] : { currency: token, network: null };
  return statedAmount(amount, currency, network);
}

function isToken(token: string): token is Token {
  return Object.hasOwn(assets, token);
}

/** Shape only: neither the EIP-55 checksum nor that of base58check is verified. */
const addressShapes: Record<Network, RegExp> = {
  ETHEREUM: /^0x[0-9a-fA-F]{40}$/,
  TRON: /^T[1-9A-HJ-NP-Za-km-z]{33}$/,
  SOLANA: /^[1-9A-HJ-NP-Za-km-z]{32,44}$/,
};

export function fitsChain(address: string, network: Network): boolean {
  return addressShapes[network].test(address);
}

/**
 * "At most six decimals" is meant by value: 1.500000000 has one
 * (docs/providers/stablecoin-gateway.md#amounts-and-times).
 */
export function hasAtMostSixDecimals(decimal: string): boolean {
  return /^-?\d+(?:\.\d{1,6}0*)?$/.test(decimal);
}
