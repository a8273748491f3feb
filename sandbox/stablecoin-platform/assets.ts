import { createHash, randomBytes } from 'node:crypto';

export type Chain = 'ETH' | 'TRX' | 'SOL';

/** Every token and its contract (docs/providers/stablecoin-gateway.md#tokens). */
const CONTRACTS: Readonly<Record<string, string>> = {
  ETH_USDT: '0xdac17f958d2ee523a2206206994597c13d831ec7',
  ETH_USDC: '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48',
  ETH_WUSD: '0x7Cd017ca5ddb86861FA983a34b5F495C6F898c41',
  TRX_USDT: 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t',
  TRX_USDC: 'TEkxiTehnzSmSe2XqrBj4w32RUN966rdz8',
  SOL_USDT: 'Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB',
  SOL_USDC: 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGkZwyTDt1v',
};

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const ETH_ADDRESS = /^0x[0-9a-fA-F]{40}$/;
const TRON_ADDRESS = /^T[1-9A-HJ-NP-Za-km-z]{33}$/;
const SOL_ADDRESS = /^[1-9A-HJ-NP-Za-km-z]{32,44}$/;

export function isKnownToken(token: string): boolean {
  return Object.hasOwn(CONTRACTS, token);
}

export function contractOf(token: string): string {
  return CONTRACTS[token] ?? '';
}

export function chainOf(token: string): Chain {
  const prefix = token.slice(0, 3);
  return prefix === 'TRX' || prefix === 'SOL' ? prefix : 'ETH';
}

/** The chain whose address format matches, or null. Checksums are not verified. */
export function chainOfAddress(address: string): Chain | null {
  if (ETH_ADDRESS.test(address)) return 'ETH';
  // A TRON address also matches the format of Solana, so it is tested first.
  if (TRON_ADDRESS.test(address)) return 'TRX';
  return SOL_ADDRESS.test(address) ? 'SOL' : null;
}

export function newAddress(chain: Chain): string {
  if (chain === 'ETH') return `0x${randomBytes(20).toString('hex')}`;
  if (chain === 'TRX') return base58Check(Buffer.concat([Buffer.of(0x41), randomBytes(20)]));
  return base58(Buffer.concat([Buffer.of(0x5a), randomBytes(31)]));
}

export function newTransactionHash(chain: Chain): string {
  if (chain === 'ETH') return `0x${randomBytes(32).toString('hex')}`;
  return chain === 'TRX' ? randomBytes(32).toString('hex') : base58(randomBytes(64));
}

/** A random string of letters and digits, like the platform's tokens and keys. */
export function newSecret(length: number): string {
  let secret = '';
  while (secret.length < length) secret += base58(randomBytes(length));
  return secret.slice(0, length);
}

/** Decimal digits for the platform's ids, such as `OR1971467057612247041`. */
export function newDigits(length: number): string {
  const digits = BigInt(`0x${randomBytes(length).toString('hex')}`).toString();
  return `1${digits.slice(-(length - 1)).padStart(length - 1, '0')}`;
}

function base58Check(payload: Buffer): string {
  const once = createHash('sha256').update(payload).digest();
  const checksum = createHash('sha256').update(once).digest().subarray(0, 4);
  return base58(Buffer.concat([payload, checksum]));
}

function base58(bytes: Buffer): string {
  let rest = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (; rest > 0n; rest /= 58n) text = (BASE58[Number(rest % 58n)] ?? '') + text;
  return text;
}
