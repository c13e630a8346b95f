import { join } from 'node:path';
import { createBreather } from '../core/breathe.ts';
import type { Clock } from '../core/clock.ts';
import type { DataMode } from '../core/data-mode.ts';
import { asCugarError } from '../core/errors.ts';
import type { Knowledge, KnowledgeStatus } from '../core/knowledge.ts';
import type { KnowledgeRules } from '../core/playbook-knowledge.ts';
import type { DataProblem } from '../core/ports.ts';
import { knowledgeOf } from './knowledge-of.ts';
import { loadDocuments } from './load-documents.ts';
import { createSearchIndex } from './search-index.ts';
import { watchDocuments } from './watch-documents.ts';

export interface KnowledgeOptions {
  /** The book of business, whose folder `knowledge` holds the documents. */
  readonly bookDir: string;
  readonly clock: Clock;
  /** What the book is. */
  readonly mode: () => DataMode;
  readonly rules: Pick<KnowledgeRules, 'synonyms'>;
  /** Changed documents were read and are in force. Must not throw. */
  readonly onReload?: (status: KnowledgeStatus) => void;
  /** A document could not be used. Must not throw. */
  readonly onProblem?: (problem: DataProblem) => void;
}

export interface OpenKnowledge extends Knowledge {
  /** Reads the folder again. Also called by itself when a document changes. */
  reload(): Promise<void>;
  /** Stops watching the folder; what was read still answers. */
  close(): Promise<void>;
}

/** Opens the documents beside the book of business and keeps them in step. No folder is an empty one. */
export async function openKnowledge(options: KnowledgeOptions): Promise<OpenKnowledge> {
  const { clock, rules, onReload, onProblem } = options;
  const dir = join(options.bookDir, 'knowledge');
  const load = async () => {
    const origin = { mode: options.mode(), now: clock.now() };
    const loaded = await loadDocuments(dir, origin);
    const index = createSearchIndex(rules.synonyms);
    const breathe = createBreather();
    for (const document of loaded.documents) {
      index.add(document);
      await breathe();
    }
    const knowledge = knowledgeOf(loaded, origin, index);
    for (const problem of knowledge.status().problems) onProblem?.(problem);
    return knowledge;
  };

  let current: Knowledge;
  const fail = (error: unknown) => {
    const { message } = asCugarError(error, 'RESOURCE_DATA');
    onProblem?.({ file: 'knowledge', reason: `${message}; the documents read before stay in force` });
  };
  const reloadOnce = async () => {
    try {
      current = await load();
    } catch (error) {
      fail(error);
      return;
    }
    onReload?.(current.status());
  };
  let turn: Promise<void> = Promise.resolve();
  const reload = () => {
    turn = turn.then(reloadOnce);
    return turn;
  };

  let isOpen = false;
  let isStale = false;
  const onChange = () => {
    isStale = true;
    if (isOpen) void reload();
  };
  const stopWatching = await watchDocuments(dir, { onChange, onError: fail });
  try {
    current = await load();
  } catch (error) {
    await stopWatching();
    throw error;
  }
  isOpen = true;
  if (isStale) void reload();

  return {
    search: (question, limit) => current.search(question, limit),
    find: (name) => current.find(name),
    documents: () => current.documents(),
    words: (text) => current.words(text),
    status: () => current.status(),
    reload,
    async close() {
      isOpen = false;
      await stopWatching();
      await turn;
    },
  };
}
