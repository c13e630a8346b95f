const KEY = 'sandbox-theme';

/** Light or dark as the system says, until the button says otherwise; remembered in this browser. */
export function setUpTheme(button: HTMLElement): void {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const chosen = () => root.dataset.theme;
  const isDark = () => (chosen() ? chosen() === 'dark' : system.matches);
  const tell = () => button.setAttribute('aria-pressed', String(isDark()));
  const saved = localStorage.getItem(KEY);
  if (saved === 'dark' || saved === 'light') root.dataset.theme = saved;
  tell();
  system.addEventListener('change', tell);
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    localStorage.setItem(KEY, root.dataset.theme);
    tell();
  });
}
