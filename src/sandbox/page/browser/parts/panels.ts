import { byId, icon } from '../dom.ts';
import { ICONS } from '../icons.ts';

interface PanelDeps {
  readonly onChange: () => void;
  /** The home tab was opened. */
  readonly onHome: () => void;
}

/** What is open beside and over the conversation: sidebar, thread, requests, the tabs of the app. */
export function createPanels({ onChange, onHome }: PanelDeps) {
  let threadTs: string | undefined;
  let isHome = false;
  let opener: HTMLElement | null = null;
  const root = document.documentElement;
  const tabs = [byId('tab-messages'), byId('tab-home')];

  byId('menu').append(icon(ICONS.menu));
  byId('theme').append(icon(ICONS.moon));
  byId('requests').append(icon(ICONS.pulse), 'Requests');
  for (const id of ['thread-close', 'drawer-close']) byId(id).append(icon(ICONS.close));

  function setSidebar(isOpen: boolean): void {
    root.classList.toggle('sidebar-open', isOpen);
    byId('menu').setAttribute('aria-expanded', String(isOpen));
    if (isOpen) byId('person').focus();
  }

  function setDrawer(isOpen: boolean): void {
    byId('drawer').hidden = !isOpen;
    byId('requests').setAttribute('aria-expanded', String(isOpen));
    if (isOpen) byId('drawer').querySelector('h2')?.focus();
    else byId('requests').focus();
  }

  function closeThread(): void {
    threadTs = undefined;
    onChange();
    if (opener?.isConnected) opener.focus();
    opener = null;
  }

  function choose(tab: 'messages' | 'home'): void {
    isHome = tab === 'home';
    if (isHome) onHome();
    onChange();
    byId(`tab-${tab}`).focus();
  }

  byId('menu').addEventListener('click', () => setSidebar(!root.classList.contains('sidebar-open')));
  byId('sidebar-backdrop').addEventListener('click', () => setSidebar(false));
  byId('requests').addEventListener('click', () => setDrawer(byId('drawer').hasAttribute('hidden')));
  byId('drawer-close').addEventListener('click', () => setDrawer(false));
  byId('thread-close').addEventListener('click', closeThread);
  byId('tab-messages').addEventListener('click', () => choose('messages'));
  byId('tab-home').addEventListener('click', () => choose('home'));
  byId('tabs').addEventListener('keydown', ({ key }) => {
    if (key === 'ArrowLeft' || key === 'ArrowRight') choose(isHome ? 'messages' : 'home');
  });
  for (const [id, close] of [
    ['drawer', () => setDrawer(false)],
    ['thread', closeThread],
  ] as const)
    byId(id).addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') close();
    });
  byId('sidebar').addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !root.classList.contains('sidebar-open')) return;
    setSidebar(false);
    byId('menu').focus();
  });

  return {
    openThread(ts: string): void {
      opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
      threadTs = ts;
      onChange();
      byId('thread').querySelector('h2')?.focus();
    },
    closeThread,
    /** The message whose thread is open. */
    threadTs: () => threadTs,
    /** Another channel was chosen. */
    enterChannel(): void {
      threadTs = undefined;
      isHome = false;
      setSidebar(false);
    },
    /** Shows and hides the places; `hasTabs` in the conversation with the app. */
    show(hasTabs: boolean): void {
      const showsHome = hasTabs && isHome;
      byId('tabs').hidden = !hasTabs;
      byId('home').hidden = !showsHome;
      byId('pane').hidden = showsHome;
      byId('composer').hidden = showsHome;
      byId('thread').hidden = threadTs === undefined;
      for (const tab of tabs) {
        const isSelected = (tab.id === 'tab-home') === showsHome;
        tab.setAttribute('aria-selected', String(isSelected));
        tab.tabIndex = isSelected ? 0 : -1;
      }
    },
  };
}
