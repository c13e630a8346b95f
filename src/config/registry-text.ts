import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { parsedAtBuild } from './parsed-at-build.ts';

export type Path = readonly PropertyKey[];

/** Something wrong in the registry: where it is, by path, and what. */
export interface RegistryProblem {
  readonly path: Path;
  readonly text: string;
}

/** A parsed YAML text that still knows its lines. */
export interface RegistryText {
  readonly value: unknown;
  /** What keeps it from being YAML, as `line:column what`; `value` is undefined then. */
  readonly faults: readonly string[];
  /** `line:column` of the entry at a path, or of the nearest one above it that exists. */
  position(path: Path): string;
}

const MAX_CHARACTERS = 1_000_000;
const MAX_ALIASES = 100;

/** Parses strictly: no duplicate keys, no tabs, no anchors that multiply. Never throws. */
export function parseRegistryText(text: string): RegistryText {
  const value = parsedAtBuild(text);
  if (value === undefined) return parsedNow(text);
  return { value, faults: [], position: (path) => parsedNow(text).position(path) };
}

function parsedNow(text: string): RegistryText {
  if (text.length > MAX_CHARACTERS) return unreadable(`1:1 is longer than ${MAX_CHARACTERS} characters`);
  const lines = new LineCounter();
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, schema: 'core' });
    const faults = [...document.errors, ...document.warnings].map((fault) => {
      return `${at(fault.pos[0])} ${oneLine(fault.message)}`;
    });
    const root = document.contents;
    visit(document, {
      Pair(_key, { key }) {
        if (!isScalar(key))
          faults.push(`${at(isNode(key) ? (key.range?.[0] ?? 0) : 0)} a key must be a plain word`);
      },
      Alias(_key, alias) {
        if (alias.resolve(document)) return;
        faults.push(`${at(alias.range?.[0] ?? 0)} no anchor "${oneLine(alias.source)}" before this`);
      },
    });
    if (faults.length > 0) return { value: undefined, faults, position: () => '1:1' };
    return {
      value: document.toJS({ maxAliasCount: MAX_ALIASES }),
      faults: [],
      position: (path) => at(offsetOf(root, path, (node) => (isAlias(node) ? node.resolve(document) : node))),
    };
  } catch (thrown) {
    return unreadable(`1:1 ${oneLine(thrown instanceof Error ? thrown.message : String(thrown))}`);
  }
}

function unreadable(fault: string): RegistryText {
  return { value: undefined, faults: [fault], position: () => '1:1' };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 200);
}

function offsetOf(root: Node | null, path: Path, follow: (node: Node) => Node | undefined): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const part of path) {
    const container = isAlias(node) ? follow(node) : node;
    if (isMap(container)) {
      const pair = container.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (!pair) return offset;
      offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
      node = pair.value;
    } else if (isSeq(container)) {
      node = container.items[Number(part)];
      if (node === undefined) return offset;
      offset = (node as Node).range?.[0] ?? offset;
    } else return offset;
  }
  return offset;
}

/** `line:column path: what`. */
export function problemLine(text: RegistryText, problem: RegistryProblem): string {
  return `${text.position(problem.path)} ${sentence(problem)}`;
}

function sentence({ path, text }: RegistryProblem): string {
  const named = path.map((part) =>
    typeof part === 'number' ? `[${part}]` : `.${String(part).slice(0, 80)}`,
  );
  return `${named.join('').replace(/^\./, '') || 'all of it'}: ${text}`;
}
