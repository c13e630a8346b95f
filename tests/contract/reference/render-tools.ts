import { z } from 'zod';
import { projectPath } from '../../../src/config/paths.ts';
import { loadRegistry } from '../../../src/config/registry.ts';
import type { ToolEntry } from '../../../src/config/registry-schema.ts';
import { Finding } from '../../../src/core/finding.ts';
import type { Tool } from '../../../src/core/tool.ts';
import { catalogue } from '../../../src/tools/index.ts';

const HEAD = `# Tools

Made from the tools' schemas and \`registry.yaml\`; \`npx vitest run tests/contract/reference -u\` makes it anew. How each
judges, with its formulas: [tools and their formulas](../tools.md).

Besides what is listed, every answer of a read-only tool carries ${Object.keys(Finding.shape)
  .map((key) => `\`${key}\``)
  .join(
    ', ',
  )}. A tool that proposes answers with a proposal, and with what is listed once that was approved and done.`;

/** docs/reference/tools.md */
export function renderTools(): string {
  const { registry } = loadRegistry(projectPath('registry.yaml'), catalogue);
  const tools = [...catalogue.values()].sort((a, b) => order(a).localeCompare(order(b)));
  return `${[HEAD, ...tools.map((tool) => entry(tool, registry.tools[tool.name]))].join('\n\n')}\n`;
}

const order = ({ domain, name }: Tool) => `${domain} ${name}`;

function entry(tool: Tool, terms: ToolEntry | undefined): string {
  return [
    `## ${tool.name}`,
    '',
    `${tool.purpose} Domain ${tool.domain}, class ${tool.sideEffect}. ${termsOf(terms)}`,
    '',
    ...tool.guardrails.map((guardrail) => `- ${guardrail}`),
    '',
    fields('input', tool.input),
    '',
    fields('answer', tool.output, Object.keys(Finding.shape)),
  ].join('\n');
}

function termsOf(terms: ToolEntry | undefined): string {
  if (!terms) return 'Not in the registry.';
  const { cost, timeout, retries, approval, checks } = terms;
  return [
    `Costs ${cost} units, at most ${timeout / 1_000} s, tried again ${retries} times.`,
    ...(approval
      ? [`Approved by policy \`${approval.policy}\`, within ${approval.expires / 3_600_000} h.`]
      : []),
    ...(checks.length > 0 ? [`Checked by ${checks.map((check) => `\`${check}\``).join(', ')}.`] : []),
  ].join(' ');
}

interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

function fields(title: string, schema: z.ZodType, leftOut: readonly string[] = []): string {
  const json = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as JsonSchema;
  const shown = Object.entries(json.properties ?? {}).filter(([name]) => !leftOut.includes(name));
  if (shown.length === 0) return `The ${title} has no fields of its own.`;
  const rows = shown.map(([name, field]) => {
    const needed = json.required?.includes(name) ? 'yes' : 'no';
    return `| \`${name}\` | ${typeOf(field)} | ${needed} |`;
  });
  return [`| ${title} | type | always |`, '| --- | --- | --- |', ...rows].join('\n');
}

function typeOf(schema: JsonSchema, depth = 0): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(' or ');
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return [...new Set(either.map((one) => typeOf(one, depth)))].join(' or ');
  if (schema.items) return `list of ${typeOf(schema.items, depth)}`;
  if (schema.properties && depth === 0) {
    const names = Object.keys(schema.properties).map((name) => `\`${name}\``);
    return `object of ${names.join(', ')}`;
  }
  return [schema.type ?? 'any'].flat().join(' or ');
}
