type Environment = Readonly<Record<string, string | undefined>>;

/** Enough to be random. What is typed for a test is not what guards a production. */
const isStrong = (key: string): boolean => key.length >= 16 && new Set(key).size >= 8;

const loopback = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

function isPublic(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && !loopback.test(hostname);
}

/** What is wrong because of another variable, in sentences. Empty variables are left out. */
export function crossCheck(env: Environment): string[] {
  const production = env['NODE_ENV'] === 'production' ? productionErrors(env) : [];
  const shared = mustDiffer
    .filter(([name, other]) =>
      valuesOf(env, name).some((key) => valuesOf(env, other).includes(key)),
    )
    .map(([name, other]) => `${name} must be another key than ${other}`);
  return [...production, ...shared];
}

/** Who knows the one must not know the other. */
const mustDiffer = [
  ['PAYGRAPH_ADMIN_KEY', 'PAYGRAPH_MASTER_KEY'],
  ['PAYGRAPH_ADMIN_KEY', 'PAYGRAPH_PREVIOUS_MASTER_KEYS'],
  ['PAYGRAPH_ADMIN_KEY', 'PAYGRAPH_METRICS_TOKEN'],
  ['PAYGRAPH_METRICS_TOKEN', 'PAYGRAPH_MASTER_KEY'],
  ['PAYGRAPH_METRICS_TOKEN', 'PAYGRAPH_PREVIOUS_MASTER_KEYS'],
] as const;

const valuesOf = (env: Environment, name: string): string[] =>
  (env[name]?.split(',') ?? []).map((value) => value.trim());

function productionErrors(env: Environment): string[] {
  const { PAYGRAPH_ADMIN_KEY: admin, PUBLIC_URL: publicUrl = '' } = env;
  const missing = ['PAYGRAPH_MASTER_KEY', 'PAYGRAPH_ADMIN_KEY']
    .filter((name) => env[name] === undefined)
    .map((name) => `${name} is needed in production`);
  const weak = 'PAYGRAPH_ADMIN_KEY must be random and of at least 16 letters in production';
  return [
    ...missing,
    ...(admin === undefined || isStrong(admin) ? [] : [weak]),
    ...(isPublic(publicUrl) ? ['PUBLIC_URL must be https in production'] : []),
  ];
}
