import type { PageTraffic, PageTrafficDetail } from '../../protocol.ts';
import { el } from '../dom.ts';
import { createList, type Keyed } from '../reconcile.ts';

const pad = (value: number) => String(value).padStart(2, '0');

function clockText(atMs: number): string {
  const date = new Date(atMs);
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
}

function headersText(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

function part(title: string, text: string): HTMLElement | null {
  if (text === '') return null;
  return el('section', {}, el('h4', {}, title), el('pre', { tabindex: 0 }, text));
}

function detail({ headers, request, answer, direction }: PageTrafficDetail): HTMLElement {
  const asked = direction === 'to_app' ? 'Body' : 'Arguments';
  return el(
    'div',
    { class: 'traffic-detail' },
    part('Headers', headersText(headers)),
    part(asked, request),
    part('Answer', answer === '' ? '(empty)' : answer),
  );
}

function statusText({ status, trouble }: PageTraffic): string {
  const shown = status === null ? 'no answer' : String(status);
  return trouble ? `${shown} ${trouble}` : shown;
}

function row(traffic: PageTraffic, load: (seq: number) => Promise<PageTrafficDetail | null>): Keyed {
  const { seq, atMs, direction, title, ms, trouble } = traffic;
  const isToApp = direction === 'to_app';
  return {
    key: String(seq),
    signature: String(seq),
    build() {
      const details = el(
        'details',
        { class: trouble ? 'traffic trouble-line' : 'traffic', 'data-seq': seq },
        el(
          'summary',
          {},
          el('span', { class: 'direction' }, isToApp ? '→ app' : '← app'),
          el('span', { class: 'traffic-title' }, title),
          el('span', { class: 'status' }, statusText(traffic)),
          el('span', { class: 'ms' }, ms === undefined ? '' : `${ms} ms`),
          el('time', {}, clockText(atMs)),
        ),
      );
      details.addEventListener(
        'toggle',
        async () => {
          const loaded = await load(seq);
          details.append(loaded ? detail(loaded) : el('p', {}, 'It can no longer be read.'));
        },
        { once: true },
      );
      return el('li', {}, details);
    },
  };
}

/** Requests to and from the app, the newest first. */
export function createDrawer(list: HTMLElement, load: (seq: number) => Promise<PageTrafficDetail | null>) {
  const draw = createList(list);
  return (traffic: readonly PageTraffic[]) => draw(traffic.map((one) => row(one, load)).reverse());
}
