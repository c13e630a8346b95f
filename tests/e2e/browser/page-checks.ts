import type { Page } from 'playwright-core';

/**
 * Run inside of the page, as text: the tests are compiled without a browser's types. Each looks at what is
 * shown now, in the topmost dialog where one is open.
 */
const SHOWN = `
  const place = document.querySelector('dialog[open]') ?? document.body;
  const isShown = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('.unseen, .skip');
`;

const UNNAMED = `(() => { ${SHOWN}
  const nameOf = (one) =>
    one.getAttribute('aria-label') ||
    (one.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join('') ||
    [...(one.labels ?? [])].map((label) => label.textContent).join('') ||
    one.textContent.trim();
  const controls = place.querySelectorAll('button, a, input, select, textarea, dialog, aside, [role]:not([role=alert]):not([role=status])');
  return [...controls].filter((one) => isShown(one) && !nameOf(one)).map((one) => one.outerHTML.slice(0, 120));
})()`;

const CONTRAST = `(() => { ${SHOWN}
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const groundOf = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const ground = rgba(getComputedStyle(at).backgroundColor);
      if (ground[3] > 0.95) return ground;
    }
    return [255, 255, 255, 1];
  };
  const found = new Set();
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  let seen = 0;
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !one || !isShown(one) || one.closest('option')) continue;
    seen += 1;
    const [a, b] = [light(rgba(getComputedStyle(one).color)), light(groundOf(one))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.add(one.tagName + '.' + one.className + ' ' + ratio.toFixed(2) + ' ' + one.textContent.slice(0, 40));
  }
  return seen > 5 ? [...found] : ['hardly any text was looked at'];
})()`;

/** Controls and regions that a screen reader could not name. */
export const unnamedControls = (page: Page): Promise<string[]> => page.evaluate(UNNAMED);

/** Texts whose contrast with their ground is below 4.5 to 1. */
export const poorContrasts = (page: Page): Promise<string[]> => page.evaluate(CONTRAST);
