import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { readConfig } from '../../src/config.ts';
import { probes } from '../../src/http/routes.ts';

/** What these files say is held against the configuration and the routes. */
const root = join(import.meta.dirname, '..', '..');
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
/** Milliseconds that open requests may take, and then a call to a provider, while a process drains. */
const drainMs = 10_000 + 15_000;

interface Container {
  image: string;
  command?: string[];
  env?: { name: string; value: string }[];
  ports?: { name: string; containerPort: number }[];
  startupProbe?: Probe;
  livenessProbe?: Probe;
  readinessProbe?: Probe;
  lifecycle?: { preStop: { exec: { command: [string, string] } } };
  securityContext: { readOnlyRootFilesystem: boolean; allowPrivilegeEscalation: boolean };
}
interface Probe {
  httpGet: { path: string; port: string };
}
interface Pod {
  terminationGracePeriodSeconds?: number;
  securityContext: { runAsNonRoot: boolean };
  containers: Container[];
}
interface Resource {
  kind: string;
  metadata: { name: string };
  data?: Record<string, string>;
  spec: {
    replicas: number;
    minAvailable: number;
    selector: { matchLabels?: Record<string, string> };
    template: { metadata?: { labels: Record<string, string> }; spec: Pod };
  };
}

describe('the manifests of Kubernetes', () => {
  const resources = parseAllDocuments(textOf('deploy/kubernetes.yaml')).map(
    (document) => document.toJS() as Resource,
  );
  const ofKind = (kind: string): Resource[] => resources.filter((one) => one.kind === kind);
  const deployments = ofKind('Deployment');
  const settings = ofKind('ConfigMap')[0]?.data ?? {};
  const secrets = [...textOf('deploy/kubernetes.yaml').matchAll(/--from-literal=(\w+)=/g)];

  it('are parsed without an error', () => {
    const documents = parseAllDocuments(textOf('deploy/kubernetes.yaml'));
    expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
  });

  it.each(['serve', 'work'])(
    'give a process that is to %s a configuration that is accepted',
    (role) => {
      const deployment = deployments.find(({ metadata }) => metadata.name === `paygraph-${role}`);
      const [container] = deployment?.spec.template.spec.containers ?? [];
      const own = Object.fromEntries(container?.env?.map(({ name, value }) => [name, value]) ?? []);
      expect(own).toEqual({ PAYGRAPH_ROLE: role });
      const config = readConfig({ NODE_ENV: 'production', ...settings, ...own, ...secretValues() });
      expect(config.duties).toEqual({ serves: role === 'serve', works: role === 'work' });
    },
  );

  it('name every secret that production needs', () => {
    const named = secrets.map(([, name]) => name);
    expect(named).toEqual(Object.keys(secretValues()));
  });

  it('probe what is served', () => {
    const containers = deployments.flatMap(({ spec }) => spec.template.spec.containers);
    for (const { startupProbe, livenessProbe, readinessProbe, ports } of containers) {
      expect(ports).toEqual([{ name: 'http', containerPort: 4000 }]);
      expect(startupProbe?.httpGet).toEqual({ path: '/health/live', port: 'http' });
      expect(livenessProbe?.httpGet).toEqual({ path: '/health/live', port: 'http' });
      expect(readinessProbe?.httpGet).toEqual({ path: '/health/ready', port: 'http' });
    }
    expect([...probes]).toEqual(expect.arrayContaining(['/health/live', '/health/ready']));
  });

  it('give a process more time to drain than it takes', () => {
    for (const { spec } of deployments) {
      const { terminationGracePeriodSeconds = 30, containers } = spec.template.spec;
      const pause = Number(containers[0]?.lifecycle?.preStop.exec.command[1] ?? 0);
      expect(terminationGracePeriodSeconds).toBeGreaterThan(pause + drainMs / 1000);
    }
  });

  it('run several of each, never all of them disturbed at once, none as root', () => {
    const budgets = ofKind('PodDisruptionBudget');
    for (const { metadata, spec } of deployments) {
      const { matchLabels } = spec.selector;
      expect(spec.template.metadata?.labels).toEqual(matchLabels);
      const budget = budgets.find((one) => one.metadata.name === metadata.name);
      expect(budget?.spec.selector.matchLabels).toEqual(matchLabels);
      expect(budget?.spec.minAvailable).toBeLessThan(spec.replicas);
      expect(budget?.spec.minAvailable).toBeGreaterThan(0);
    }
    for (const { spec } of [...deployments, ...ofKind('Job')]) {
      expect(spec.template.spec.securityContext.runAsNonRoot).toBe(true);
      for (const { securityContext } of spec.template.spec.containers) {
        expect(securityContext).toMatchObject({
          readOnlyRootFilesystem: true,
          allowPrivilegeEscalation: false,
        });
      }
    }
  });

  it('migrate with a program that is in the image', () => {
    const [job] = ofKind('Job');
    const [, program = ''] = job?.spec.template.spec.containers[0]?.command ?? [];
    expect(existsSync(join(root, program))).toBe(true);
  });
});

interface Compose {
  services: Record<
    string,
    {
      command?: string[];
      environment?: Record<string, string>;
      deploy?: { replicas: number };
      stop_grace_period?: string;
      volumes?: string[];
    }
  >;
}

describe('compose.yaml', () => {
  const { services } = parse(textOf('compose.yaml'), { merge: true }) as Compose;

  it('gives its processes a configuration that is accepted', () => {
    const environment = services['paygraph']?.environment ?? {};
    const filled = Object.entries(environment).map(([name, value]) => [
      name,
      value.replaceAll(
        /\$\{(\w+)(?::-([^}]*)|:\?)?\}/g,
        (_, variable: string, usual?: string) =>
          usual ?? (secretValues() as Record<string, string>)[variable] ?? 'secret',
      ),
    ]);
    const config = readConfig({ NODE_ENV: 'production', ...Object.fromEntries(filled) });
    expect(config.publicUrl).toBe('http://localhost:4000');
    expect(services['paygraph']?.deploy?.replicas).toBe(2);
  });

  it('gives a process more time to drain than it takes', () => {
    const seconds = Number.parseInt(services['paygraph']?.stop_grace_period ?? '0', 10);
    expect(seconds).toBeGreaterThan(drainMs / 1000);
  });

  it('migrates with a program that is in the image, and mounts a file that is there', () => {
    expect(existsSync(join(root, services['migrate']?.command?.[1] ?? 'none'))).toBe(true);
    const [mounted = ''] = services['balancer']?.volumes?.[0]?.split(':') ?? [];
    expect(existsSync(join(root, mounted))).toBe(true);
  });
});

function secretValues() {
  return {
    DATABASE_URL: 'postgres://paygraph:secret@db/paygraph',
    REDIS_URL: 'redis://redis',
    PAYGRAPH_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
    PAYGRAPH_ADMIN_KEY: '7c1d0b0e5a9f4d2c8b6a3e1f',
    PAYGRAPH_METRICS_TOKEN: 'f1e3a6b8c2d4f9a5e0b0d1c7',
  };
}
