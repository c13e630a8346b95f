/** Small valid pieces for the tests of the validator; every function gives a fresh object. */
export const plain = (text = 'x') => ({ type: 'plain_text', text });
export const mrkdwn = (text = 'x') => ({ type: 'mrkdwn', text });
export const chars = (count: number, character = 'x') => character.repeat(count);
export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

export const button = (over: object = {}) => ({
  type: 'button',
  text: plain('Go'),
  action_id: 'go',
  ...over,
});
export const option = (over: object = {}) => ({ text: plain('A'), value: 'a', ...over });
export const options = (count: number) => many(count, (i) => option({ value: `v${i}` }));
export const select = (over: object = {}) => ({
  type: 'static_select',
  action_id: 's',
  options: options(2),
  ...over,
});
export const confirm = (over: object = {}) => ({
  title: plain('Sure?'),
  text: plain('Really?'),
  confirm: plain('Yes'),
  deny: plain('No'),
  ...over,
});
export const section = (over: object = {}) => ({ type: 'section', text: mrkdwn('Hello'), ...over });
export const actions = (...elements: object[]) => ({ type: 'actions', elements });
export const input = (element: object, over: object = {}) => ({
  type: 'input',
  label: plain('Label'),
  element,
  ...over,
});
export const textInput = (over: object = {}) => ({ type: 'plain_text_input', action_id: 't', ...over });
export const image = (over: object = {}) => ({
  type: 'image',
  image_url: 'https://example.com/a.png',
  alt_text: 'a',
  ...over,
});
export const cells = (count: number) => many(count, () => ({ type: 'raw_text', text: 'x' }));
export const table = (over: object = {}) => ({ type: 'table', rows: [cells(2), cells(2)], ...over });
export const modal = (over: object = {}) => ({
  type: 'modal',
  title: plain('Title'),
  submit: plain('OK'),
  blocks: [section()],
  ...over,
});
