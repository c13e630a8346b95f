/** The bot token's scopes, each used by the code; `manifest.yml` asks for the same. */
export const BOT_SCOPES = [
  'app_mentions:read',
  'chat:write',
  'commands',
  'files:write',
  'im:history',
  'im:write',
  'usergroups:read',
  'users:read',
] as const;
