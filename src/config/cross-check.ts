type Environment = Readonly<Record<string, string | undefined>>;

/** Whether a key looks random: at least 16 characters, of which 8 are different. */
const isStrong = (key: string): boolean => key.length >= 16 && new Set(key).size >= 8;

const loopback = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

function isPublic(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && !loopback.test(hostname);
}

/** What is wrong in view of other variables, as sentences. `env` has no empty variables. */
export function crossCheck(env: Environment): string[] {
  const production = env['NODE_ENV'] === 'production' ? productionErrors(env) : [];
  const shared = mustDiffer
    .filter(([name, other]) =>
      valuesOf(env, name).some((key) => valuesOf(env, other).includes(key)),
    )
    .map(([name, other]) => `${name} must be another key than ${other}`);
  return [...production, ...shared, ...retentionErrors(env)];
}

function retentionErrors(env: Environment): string[] {
  const { PAYGRAPH_KEEP_EVENTS: events, PAYGRAPH_ARCHIVE: folder } = env;
  const { PAYGRAPH_KEEP_POLLS: polls, PAYGRAPH_KEEP_BODIES: bodies } = env;
  // Answers are compared, so they must be there still.
  const isLate = polls !== undefined && bodies !== undefined && Number(polls) > Number(bodies);
  return [
    ...(events !== undefined && folder === undefined
      ? ['PAYGRAPH_ARCHIVE is needed with PAYGRAPH_KEEP_EVENTS']
      : []),
    ...(isLate ? ['PAYGRAPH_KEEP_POLLS must not be more than PAYGRAPH_KEEP_BODIES'] : []),
  ];
}

/** Pairs of keys that must differ: whoever knows one must not know the other. */
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
