import { suggestion } from './nearest.ts';
import { overrideProblems } from './playbook.ts';
import type { Profile } from './registry-schema.ts';
import type { RegistryParts } from './registry-shape.ts';
import type { Path, RegistryProblem } from './registry-text.ts';
import type { ToolCatalogue } from './registry-tools.ts';

/** Checks that profiles allow only tools that exist, together with what those need, and that every plan can run. */
export function profileProblems(parts: RegistryParts, catalogue: ToolCatalogue): RegistryProblem[] {
  const each = [...parts.profiles].flatMap(([name, profile]) => {
    const path = ['profiles', name];
    return [
      ...allowlistProblems([...path, 'tools'], profile, parts),
      ...budgetProblems([...path, 'budgets', 'tools'], profile),
      ...weightProblems([...path, 'icp', 'weights'], profile),
      ...playbookProblems([...path, 'playbook'], profile),
      ...crmProblems([...path, 'crm_writes'], profile, { parts, catalogue }),
    ];
  });
  return [...each, ...unreachablePlans(parts)];
}

function allowlistProblems(
  path: Path,
  profile: Profile,
  { tools, toolNames }: RegistryParts,
): RegistryProblem[] {
  return profile.tools.flatMap((name, index) => {
    const at = [...path, index];
    if (profile.tools.indexOf(name) < index) return [{ path: at, text: `"${name}" is named twice` }];
    if (!toolNames.includes(name)) {
      return [{ path: at, text: `no tool "${name}" under tools${suggestion(name, toolNames)}` }];
    }
    const missing = (tools.get(name)?.checks ?? []).filter((check) => !profile.tools.includes(check));
    return missing.map((check) => ({
      path: at,
      text: `"${name}" needs its check "${check}" in this profile`,
    }));
  });
}

function budgetProblems(path: Path, profile: Profile): RegistryProblem[] {
  return Object.keys(profile.budgets.tools)
    .filter((name) => !profile.tools.includes(name))
    .map((name) => ({
      path: [...path, name],
      text: `the profile has no tool of this name${suggestion(name, profile.tools)}`,
    }));
}

function weightProblems(path: Path, profile: Profile): RegistryProblem[] {
  return Object.entries(profile.icp.weights)
    .filter(([, weight]) => !(weight > 0))
    .map(([criterion]) => ({
      path: [...path, criterion],
      text: 'a weight must be above 0; leave out what does not count',
    }));
}

function playbookProblems(path: Path, { playbook }: Profile): RegistryProblem[] {
  if (Object.keys(playbook).length === 0) return [];
  return overrideProblems(playbook).map((problem) => ({ ...problem, path: [...path, ...problem.path] }));
}

/** A step that runs out of time in the middle of writing would lose its main effect with it. */
function crmProblems(
  path: Path,
  profile: Profile,
  { parts, catalogue }: { readonly parts: RegistryParts; readonly catalogue: ToolCatalogue },
): RegistryProblem[] {
  if (!profile.crm_writes) return [];
  return profile.tools.flatMap((name) => {
    const [timeout, needed = 0] = [parts.tools.get(name)?.timeout, catalogue.get(name)?.crmMs];
    if (timeout === undefined || timeout >= needed) return [];
    return [{ path, text: `"${name}" needs a timeout of at least ${Math.ceil(needed / 1_000)}s for it` }];
  });
}

/** A plan that no profile allows can never run. */
function unreachablePlans({ plans, profiles, toolNames }: RegistryParts): RegistryProblem[] {
  const allowlists = [...profiles].map(([name, profile]) => ({ name, tools: profile.tools }));
  return [...plans].flatMap(([plan, { steps }]) => {
    const needed = steps.map((step) => step.tool);
    const missing = allowlists.map(({ name, tools }) => ({
      name,
      lacks: needed.find((tool) => toolNames.includes(tool) && !tools.includes(tool)),
    }));
    const [first] = missing;
    if (first === undefined || missing.some(({ lacks }) => lacks === undefined)) return [];
    return [
      {
        path: ['plans', plan],
        text: `no profile allows all its tools; "${first.name}" lacks "${first.lacks}"`,
      },
    ];
  });
}
