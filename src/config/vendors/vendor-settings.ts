import type { z } from 'zod';
import * as values from '../values.ts';

/** One thing that a vendor's adapter must be told; becomes the variable `SALES_<VENDOR>_<NAME>`. */
export interface VendorSetting {
  readonly meaning: string;
  /** Completes "it should be …". */
  readonly expects: string;
  readonly schema: z.ZodType<string>;
  readonly default?: string;
  readonly example: string;
  readonly isSecret?: boolean;
  /** Mode `live` cannot do without it. */
  readonly isNeeded?: boolean;
  /** It is the path of a file that nobody but its owner should read. */
  readonly isPrivateFile?: boolean;
  /** What is wrong with a value that looks right, where mode `live` is to use it: in one line, without secrets. */
  readonly problem?: (value: string) => string | null;
}

/** One of several ways to be let in. */
export interface Way {
  /** Completes "by …". */
  readonly title: string;
  /** Keys of settings: mode `live` needs those of one way that have no default, and none of another. */
  readonly settings: readonly string[];
}

/** What people are told about a vendor, and what its adapter needs to be told. */
export interface VendorSettings {
  /** As people write it. */
  readonly title: string;
  /** What must be known before the vendor is used, one or two sentences. */
  readonly note?: string;
  /** By the end of the variable's name, in lower case. */
  readonly settings: Readonly<Record<string, VendorSetting>>;
  /** Where the vendor lets in by one of several. */
  readonly ways?: readonly Way[];
}

/** A setting that unlocks the vendor: needed in mode `live`, and never shown. */
export function secret(meaning: string, example = '0123456789abcdef…') {
  return {
    meaning,
    expects: 'a key or token, at least 16 characters without spaces',
    schema: values.secretText,
    example,
    isSecret: true,
    isNeeded: true,
  } as const satisfies VendorSetting;
}

/** Where the vendor is reached, when that is the same for everybody. */
export function baseUrl(address: string) {
  return {
    meaning: 'Address of the interface; another one is for tests and gateways.',
    expects: 'an https address, or http on this machine',
    schema: values.apiUrl,
    default: address,
    example: address,
  } as const satisfies VendorSetting;
}

/** Where the vendor is reached, when every customer has an address of the own. */
export function ownUrl(meaning: string, example: string) {
  return {
    meaning,
    expects: 'an https address, or http on this machine',
    schema: values.apiUrl,
    example,
    isNeeded: true,
  } as const satisfies VendorSetting;
}

/** The version of the interface, as it is written in its addresses. */
export function apiVersion(current: string, pattern: RegExp) {
  return {
    meaning: 'Version of the interface that is asked.',
    expects: `a version such as ${current}`,
    schema: values.matching(pattern),
    default: current,
    example: current,
  } as const satisfies VendorSetting;
}
