import { CugarError } from '../../core/errors.ts';
import { readOptions } from './options.ts';
import type { PlanCommand } from './plan-command.ts';

export const templates: PlanCommand = {
  name: 'templates',
  usage: 'templates [<template>] [--compare <version>,<version>]',
  what: 'the texts that messages start from, their versions, and how often each was approved here',
  examples: ['templates', 'templates signal friendly', 'templates signal_friendly --compare 1,2'],
  notes: [
    'Counts are of texts approved and handed over here; whether anybody answered is not known.',
    'Texts are data in `templates.yaml` of the playbook; a profile may set them otherwise.',
  ],
  async read(words) {
    const { rest, options } = readOptions(words, { compare: { example: '1,2' } });
    const name = rest.join(' ').trim();
    const compare = options.compare === undefined ? undefined : versionsIn(options.compare);
    if (compare && name === '') return { kind: 'usage' };
    return {
      kind: 'plan',
      template: 'templates',
      args: {
        what: name === '' ? 'all templates' : `template ${name}`,
        ...(name !== '' && { template: name }),
        ...(compare && { compare }),
      },
    };
  },
};

function versionsIn(text: string): [number, number] {
  const [, first, second] = /^v?([1-9]\d{0,3})\s*(?:,|\.\.|-|:)\s*v?([1-9]\d{0,3})$/i.exec(text.trim()) ?? [];
  if (first !== undefined && second !== undefined && Number(first) !== Number(second))
    return [Number(first), Number(second)];
  throw new CugarError('USER_INPUT', `“${text}” does not name two versions.`, {
    hint: 'Write them as --compare 1,2.',
  });
}
