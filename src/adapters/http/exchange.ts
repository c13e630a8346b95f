import type { FailureKind } from '../../core/source-failure.ts';
import type { Query } from './destinations.ts';

export interface VendorRequest {
  /** GET unless said otherwise. */
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** From the base address on; whole ones, such as the next page's, only of allowed hosts. */
  readonly url: string;
  /** What the log calls it: `GET companies/{id}`. No ids, no names. */
  readonly label: string;
  readonly query?: Query;
  /** One of the two bodies. */
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** A POST that only asks, such as a search, may be repeated like a GET. */
  readonly isIdempotent?: boolean;
  /** Which of the vendor's rates it counts for, where there are several. */
  readonly bucket?: string;
  /** Sent without credentials: for getting some. */
  readonly isAnonymous?: boolean;
  readonly signal?: AbortSignal | undefined;
}

export interface VendorAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** What the JSON says; undefined where there is no body. Unchecked. */
  readonly body: unknown;
}

/** Sends a request to the vendor; what comes back is a success, everything else a `VendorError`. */
export type Send = (request: VendorRequest) => Promise<VendorAnswer>;

/** What is left of the vendor's allowance, as it said itself. */
export interface Rate {
  readonly limit?: number;
  readonly remaining: number;
  readonly resetAt?: string;
}

/** How a vendor's answers are to be read, where it has ways of its own. */
export interface AnswerRules {
  /** What an answer means, of any status; undefined: what its status says. */
  readonly classify?: (answer: VendorAnswer) => FailureKind | 'ok' | undefined;
  /** Null when the headers do not say. */
  readonly rate?: (headers: VendorAnswer['headers'], now: Date) => Rate | null;
  /** The pause that the vendor asks for other than by `Retry-After`. */
  readonly pauseMs?: (answer: VendorAnswer, now: Date) => number | null;
}

/** How requests prove who sends them. */
export interface VendorAuth {
  /** Where a vendor has several, the group that a request is of decides. */
  headers(request?: Pick<VendorRequest, 'bucket'>): Promise<Readonly<Record<string, string>>>;
  /** Gets new credentials after a 401; absent where there are none to get. */
  readonly renew?: () => Promise<void>;
  /** Where to ask with these credentials, if the vendor said so; held to the allowed hosts like any address. */
  readonly baseUrl?: () => string | undefined;
}
