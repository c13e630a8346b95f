const OLDEST = [20, 19];

/** Null when this Node.js will do, else what to do about it. */
export function complainAboutNode(version) {
  const [major, minor] = version.split('.').map(Number);
  const enough = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  if (enough) return null;
  return `Cugar needs Node.js ${OLDEST.join('.')} or newer, and this is ${version}: get one from https://nodejs.org.`;
}
