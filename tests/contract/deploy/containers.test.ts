import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from '../../../src/config/env.ts';
import { projectPath } from '../../../src/config/paths.ts';
import { VARIABLE_NAMES } from '../../../src/config/variables.ts';

interface Service {
  image?: string;
  build?: { context: string; dockerfile: string };
  command?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
  ports?: string[];
  volumes?: string[];
  cap_drop: string[];
  security_opt: string[];
  read_only: boolean;
  stop_grace_period?: string;
}

const read = (...path: string[]) => readFileSync(projectPath(...path), 'utf8');
const compose: { services: Record<string, Service>; volumes: object } = parse(read('docker-compose.yml'), {
  merge: true,
});
const services = Object.entries(compose.services);
const dockerfile = read('deploy', 'Dockerfile');

describe('docker-compose.yml', () => {
  it('is clean by its linter', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        projectPath('node_modules', 'dclint', 'bin', 'dclint.cjs'),
        '--max-warnings',
        '0',
        'docker-compose.yml',
      ],
      { cwd: projectPath(), encoding: 'utf8' },
    );
    expect([status, `${stdout}${stderr}`.trim()]).toEqual([0, '']);
  });

  it('runs Redis, web, worker and Prometheus', () => {
    expect(services.map(([name]) => name).sort()).toEqual(['prometheus', 'redis', 'web', 'worker']);
    expect(Object.keys(compose.volumes).sort()).toEqual(['metrics', 'redis']);
  });

  it.each(services)('%s has no more rights than it needs', (_name, service) => {
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toEqual(['no-new-privileges:true']);
    expect(service.read_only).toBe(true);
  });

  it.each(services.filter(([, service]) => service.image))('%s is pinned to a release', (_name, service) => {
    expect(service.image).toMatch(/:v?\d+\.\d+\.\d+(-alpine)?$/);
  });

  it.each(services.filter(([, service]) => service.ports))(
    '%s is open to this machine only',
    (_name, service) => {
      for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    },
  );

  it('keeps every write of Redis', () => {
    const { redis } = compose.services;
    const command = redis?.command?.join(' ');
    expect(command).toContain('--appendonly yes');
    expect(command).toContain('--appendfsync always');
    expect(command).toContain('--maxmemory-policy noeviction');
    expect(redis?.volumes).toEqual(['redis:/data']);
    expect(redis?.healthcheck?.test.at(-1)).toContain('PONG');
    expect(redis).not.toHaveProperty('ports');
  });

  it.each(['web', 'worker'])('%s gets a configuration that the program accepts', (name) => {
    const environment = compose.services[name]?.environment ?? {};
    for (const variable of Object.keys(environment)) expect(VARIABLE_NAMES).toContain(variable);
    expect(loadConfig(environment, { needsSlack: false })).toMatchObject({
      role: name,
      redis: { kind: 'url', url: 'redis://redis:6379' },
      warnings: [],
    });
    expect(Number.parseInt(compose.services[name]?.stop_grace_period ?? '0', 10)).toBeGreaterThan(25);
  });

  it('builds from a file that exists and mounts what exists', () => {
    for (const [, service] of services) {
      if (service.build)
        expect(existsSync(projectPath(service.build.context, service.build.dockerfile))).toBe(true);
      const mounted = service.volumes?.filter((volume) => volume.startsWith('./')) ?? [];
      for (const volume of mounted) expect(existsSync(projectPath(volume.split(':')[0] ?? ''))).toBe(true);
    }
  });
});

describe('deploy/Dockerfile', () => {
  const [, release = ''] = dockerfile.split(/^FROM .*AS build$/m)[1]?.split(/^FROM /m) ?? [];

  it('has two stages on one pinned base', () => {
    expect(dockerfile.match(/^FROM .*/gm)).toEqual(['FROM node:24-slim AS build', 'FROM node:24-slim']);
  });

  it('runs as nobody special, by the exec form, with a health check', () => {
    expect(release).toMatch(/^USER node$/m);
    expect(release).toMatch(/^CMD \["node", "dist\/main\.js"\]$/m);
    expect(release).toMatch(/^HEALTHCHECK .*\\\n\s+CMD \["node", "-e", .*healthz/m);
    expect(release.indexOf('USER node')).toBeLessThan(release.indexOf('CMD ["node", "dist'));
  });

  it.each([
    [200, 0],
    [503, 1],
    [null, 1],
  ])('has a health check that answers to %s with %i', async (answer, expected) => {
    const server = createServer((request, response) => {
      response.writeHead(request.url === '/healthz' ? (answer ?? 500) : 404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    if (answer === null) await new Promise((resolve) => server.close(resolve));
    const [, script = '""'] = /CMD \["node", "-e", (".*")\]$/m.exec(release) ?? [];
    const child = spawn(process.execPath, ['-e', JSON.parse(script)], {
      env: { METRICS_PORT: String(port) },
    });
    const [code] = await once(child, 'exit');
    server.close();
    expect(code).toBe(expected);
  });

  it('ships only what runs: no sources, no tests, no development tools', () => {
    const copied = [...release.matchAll(/^COPY --from=build \/app\/(\S+)/gm)].map(([, path]) => path);
    expect(copied).toEqual([
      'package.json',
      'node_modules',
      'dist',
      'data/sample',
      'data/playbook',
      'data/crm.yaml',
      'registry.yaml',
      'THIRD-PARTY.md',
    ]);
    expect(release.match(/^COPY /gm)).toHaveLength(copied.length);
    expect(dockerfile).toContain('npm prune --omit=dev');
  });

  it('copies nothing that .dockerignore keeps back', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    for (const path of [
      'package.json',
      'package-lock.json',
      '.npmrc',
      'registry.yaml',
      'THIRD-PARTY.md',
      'src',
      'data/sample',
      'scripts',
    ]) {
      expect(allowed).toContain(path);
      expect(existsSync(projectPath(path)), path).toBe(true);
    }
    expect(allowed.filter((path) => /env|node_modules|\.git|dist/.test(path))).toEqual([]);
    expect(read('.dockerignore')).toMatch(/^\*\*$/m);
    expect(read('.dockerignore')).toMatch(/^\*\*\/\.env\*$/m);
  });
});
