import { FIT_CRITERIA, type FitCriterion, type Icp } from '../../core/icp.ts';
import type { FitRules } from '../../core/playbook-fit.ts';

function isNamed(criterion: FitCriterion, icp: Icp): boolean {
  const bounded = (band?: { min?: number | undefined; max?: number | undefined }) =>
    band?.min !== undefined || band?.max !== undefined;
  const named: Readonly<Record<FitCriterion, boolean>> = {
    industry: icp.industries.length > 0,
    annual_revenue: bounded(icp.annual_revenue),
    employees: bounded(icp.employees),
    region: icp.regions.length > 0,
    country: icp.countries.length > 0,
    technologies: icp.technologies.length > 0,
  };
  return named[criterion];
}

/**
 * The criteria that count with their weights, which sum to 1. A criterion that the profile names but does
 * not weigh counts as much as the mean of those it weighs; weight 0 switches it off. With no weights at all
 * the defaults count.
 */
export function fitWeights(
  icp: Icp,
  defaults: FitRules['weights'],
): { criterion: FitCriterion; weight: number }[] {
  const given = Object.values(icp.weights).filter((weight) => weight > 0);
  const mean = given.reduce((sum, weight) => sum + weight, 0) / given.length;
  const raw = FIT_CRITERIA.filter((criterion) => isNamed(criterion, icp)).map((criterion) => ({
    criterion,
    weight: icp.weights[criterion] ?? (given.length > 0 ? mean : defaults[criterion]),
  }));
  const total = raw.reduce((sum, { weight }) => sum + weight, 0);
  return raw
    .filter(({ weight }) => weight > 0)
    .map(({ criterion, weight }) => ({ criterion, weight: weight / total }));
}
