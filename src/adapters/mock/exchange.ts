/** A request as a mock sees it. */
export interface MockRequest {
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or a form as an object of texts; undefined where there is none. */
  readonly body: unknown;
}

export interface MockAnswer {
  /** 200 unless said otherwise. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

/** Answers like a vendor's server; undefined: there is no such place. */
export type MockRoutes = (request: MockRequest) => MockAnswer | undefined;

/** Everything about a request that a route needs. */
interface Routed extends MockRequest {
  /** The parts of the path that stand where the pattern has `:name`. */
  readonly params: Readonly<Record<string, string>>;
}

export type MockRoute = readonly [
  method: string,
  pattern: string,
  answer: (request: Routed) => MockAnswer | undefined,
];

/** Routes by method and path, such as `/companies/:id`; the first that fits answers. */
export function createRoutes(routes: readonly MockRoute[]): MockRoutes {
  const compiled = routes.map(([method, pattern, answer]) => {
    const source = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:(\w+)/g, '(?<$1>[^/]+)');
    return { method, path: new RegExp(`^${source}/?$`), answer };
  });
  return (request) => {
    for (const { method, path, answer } of compiled) {
      const found = method === request.method ? path.exec(request.path) : null;
      if (!found) continue;
      const parts = Object.entries(found.groups ?? {});
      const params = Object.fromEntries(parts.map(([name, part]) => [name, decodeURIComponent(part)]));
      return answer({ ...request, params });
    }
    return undefined;
  };
}
