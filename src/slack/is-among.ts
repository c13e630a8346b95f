import type { Directory } from './directory.ts';

/** Whether a person is one of these users or a member of one of these user groups. */
export async function isAmong(
  directory: Directory,
  ids: readonly string[],
  userId: string,
): Promise<boolean> {
  if (ids.includes(userId)) return true;
  const groups = ids.filter((id) => id.startsWith('S'));
  const members = await Promise.all(groups.map((groupId) => directory.members(groupId)));
  return members.some((group) => group.has(userId));
}
