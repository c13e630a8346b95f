import { stat } from 'node:fs/promises';
import type { Config } from '../../config/env.ts';
import { VENDOR_SETTINGS, VENDORS, vendorSettingVariable } from '../../config/vendors/index.ts';
import type { VendorSettings } from '../../config/vendors/vendor-settings.ts';
import { type Line, ok, warning } from './check.ts';

const OTHERS = 0o077;

/** Whether the file that holds the secrets is its owner's alone; no line where there is none. */
export function checkEnvFile(path: string): Promise<Line[]> {
  return checkPrivateFile('.env', path, 'Take that away: `chmod 600 .env`.');
}

/** The same of the files that live vendors' settings name. */
export async function checkKeyFiles({ vendors }: Pick<Config, 'vendors'>): Promise<Line[]> {
  const files = VENDORS.flatMap((vendor) => {
    const config = vendors[vendor];
    if (config.mode !== 'live') return [];
    const given: Readonly<Record<string, string | undefined>> = config.settings;
    const { settings }: VendorSettings = VENDOR_SETTINGS[vendor];
    return Object.entries(settings).flatMap(([key, { isPrivateFile }]) => {
      const path = given[key];
      return isPrivateFile && path !== undefined ? [{ name: vendorSettingVariable(vendor, key), path }] : [];
    });
  });
  const todo = 'Take that away: `chmod 600` for that file.';
  return (await Promise.all(files.map(({ name, path }) => checkPrivateFile(name, path, todo)))).flat();
}

async function checkPrivateFile(what: string, path: string, todo: string): Promise<Line[]> {
  const found = await stat(path).catch(() => null);
  // Windows has no such rights.
  if (!found || process.platform === 'win32') return [];
  if ((found.mode & OTHERS) === 0) return [ok(what, 'only its owner may read it')];
  return [warning(what, 'others on this machine may read it or write to it', todo)];
}
