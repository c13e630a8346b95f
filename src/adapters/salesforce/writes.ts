import type { z } from 'zod';
import { checked } from '../http/checked.ts';
import { VendorError } from '../http/vendor-error.ts';
import type { ClientContext } from '../vendor.ts';
import type { VendorWrites, WriteEntry } from '../vendor-writes.ts';
import { pageOf, SalesforceCreated, SalesforceOwned, SalesforceTask, SalesforceUser } from './schema.ts';
import { isSalesforceId, type Soql, soql } from './soql.ts';

const TITLE = 'Salesforce';
/** Tasks of an account that are looked through, the newest first. */
const MOST_READ = soql`LIMIT 500`;
/** What a subject holds. */
const LONGEST_SUBJECT = 255;
const LONGEST_TEXT = 32_000;

/** Writes tasks and owners to Salesforce. Status and priority are those that the organization gives new tasks. */
export function createSalesforceWrites({
  settings,
  send,
}: Pick<ClientContext<'salesforce'>, 'settings' | 'send'>): VendorWrites {
  const interfaceUrl = `services/data/${settings.api_version}`;
  const account = (recordId: string) => `${interfaceUrl}/sobjects/Account/${idOf(recordId)}`;

  const read = async <S extends z.ZodType>(record: S, query: Soql, label: string, signal: AbortSignal) => {
    const { body } = await send({
      url: `${interfaceUrl}/query`,
      query: { q: query.soql },
      label: `GET query ${label}`,
      signal,
    });
    return checked(TITLE, pageOf(record), body).records as z.output<S>[];
  };

  return {
    forms: { message: 'task', touchpoint: 'task' },
    async find({ recordId, mark, signal }) {
      // A long text cannot be searched for, so it is read.
      const query = soql`SELECT Id, Description FROM Task WHERE WhatId = ${idOf(recordId)} ORDER BY CreatedDate DESC ${MOST_READ}`;
      const tasks = await read(SalesforceTask, query, 'Task', signal);
      return tasks.find(({ Description }) => Description?.includes(mark))?.Id ?? null;
    },
    async create(entry) {
      const { body } = await send({
        method: 'POST',
        url: `${interfaceUrl}/sobjects/Task`,
        label: 'POST Task',
        json: taskOf(entry),
        signal: entry.signal,
      });
      return checked(TITLE, SalesforceCreated, body).id;
    },
    async ownersByEmail(email, signal) {
      const query = soql`SELECT Id, Name FROM User WHERE Email = ${email} AND IsActive = true AND UserType = 'Standard' LIMIT 5`;
      const users = await read(SalesforceUser, query, 'User', signal);
      return users.map(({ Id, Name }) => ({ ownerId: Id, name: Name || email }));
    },
    async accountOwner(recordId, signal) {
      const query = { fields: 'OwnerId' };
      const { body } = await send({ url: account(recordId), label: 'GET Account/{id}', query, signal });
      return checked(TITLE, SalesforceOwned, body).OwnerId ?? null;
    },
    async setAccountOwner(recordId, ownerId, signal) {
      const label = 'PATCH Account/{id}';
      const json = { OwnerId: ownerId };
      await send({ method: 'PATCH', isIdempotent: true, url: account(recordId), label, json, signal });
    },
  };
}

/** A text that is too long is cut before the mark, which is never lost. */
function taskOf({ title, text, mark, at, recordId }: WriteEntry) {
  return {
    WhatId: idOf(recordId),
    Subject: title.slice(0, LONGEST_SUBJECT),
    Description: `${text.slice(0, LONGEST_TEXT - mark.length - 4)}\n\n[${mark}]`,
    ActivityDate: at.slice(0, 10),
  };
}

function idOf(recordId: string): string {
  if (isSalesforceId(recordId)) return recordId;
  throw new VendorError(TITLE, 'invalid_request', { words: 'knows no such id' });
}
