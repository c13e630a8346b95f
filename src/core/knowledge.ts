import type { DataMode } from './data-mode.ts';
import type { Audience } from './playbook-knowledge.ts';
import type { DataProblem } from './ports.ts';

/** A part of a document that is found and cited as one: a paragraph, a few list items, rows of a table. */
export interface KnowledgePassage {
  /** The headings that it stands under, parted by ` › `; absent before the first. */
  readonly section?: string;
  /** Plain text, without markup; sentences, items and rows on lines of their own. */
  readonly lines: readonly PassageLine[];
}

export interface PassageLine {
  /** Line in the file, from 1. */
  readonly line: number;
  readonly text: string;
}

/** One document of the knowledge folder. What the front matter does not say is absent. */
export interface KnowledgeDocument {
  /** The file's name, such as `pricing-guardrails.md`. */
  readonly docId: string;
  readonly title: string;
  /** Who answers for it. */
  readonly owner?: string;
  /** `internal` unless the document says otherwise. */
  readonly audience: Audience;
  readonly tags: readonly string[];
  /** ISO day after which it should not be relied on unread. */
  readonly reviewBy?: string;
  readonly passages: readonly KnowledgePassage[];
  readonly source: string;
  readonly mode: DataMode;
  /** When the file was read. */
  readonly asOf: string;
}

export interface FoundWord {
  readonly word: string;
  /** Itself, what means the same, or what it was probably meant to be. */
  readonly as: readonly string[];
}

export interface KnowledgeHit {
  readonly document: KnowledgeDocument;
  readonly passage: KnowledgePassage;
  /** Only good for comparing hits of one search. */
  readonly score: number;
  /** Those words of the question, as in `asked`, that the passage or its headings hold, and as which words. */
  readonly found: readonly FoundWord[];
}

export interface KnowledgeResult {
  /** Best first. */
  readonly hits: readonly KnowledgeHit[];
  /** The words of the question that carry meaning, and how many passages hold each. */
  readonly asked: readonly { readonly word: string; readonly passages: number }[];
  /** Passages searched. */
  readonly passages: number;
}

/** The outcome of looking a document up by what a person typed. */
export type DocumentMatch =
  | { readonly kind: 'one'; readonly document: KnowledgeDocument }
  | { readonly kind: 'many'; readonly documents: readonly KnowledgeDocument[] }
  /** The nearest titles, best first. */
  | { readonly kind: 'none'; readonly nearest: readonly string[] };

export interface KnowledgeStatus {
  readonly mode: DataMode;
  readonly loadedAt: Date;
  readonly documents: number;
  readonly passages: number;
  readonly problemCount: number;
  readonly problems: readonly DataProblem[];
}

/** What the team may say about its product, in its own documents. */
export interface Knowledge {
  /** Full-text search over every passage, whatever its audience: who may see what, the tool decides. */
  search(question: string, limit: number): Promise<KnowledgeResult>;
  /** Finds a document by its file name or title, also slightly misspelt. */
  find(name: string): Promise<DocumentMatch>;
  /** All of them, by file name. */
  documents(): readonly KnowledgeDocument[];
  /** The words of a text as the search compares them: folded, stemmed, without those that carry no meaning. */
  words(text: string): readonly string[];
  status(): KnowledgeStatus;
}
