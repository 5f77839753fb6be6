import { element } from './element.ts';
import { WidgetFrame } from './widget-frame.ts';
import { host, type WidgetSettings } from './widget-settings.ts';
import { widgetStyle } from './widget-style.ts';
import { widgetWords } from './widget-words.ts';

/** Where the chat takes the whole window; the same as in the style sheet. */
const small = '(max-width: 36rem), (max-height: 30rem)';
/** A link of the page to this anchor opens the chat. */
const anchor = '#solde';

/** The launcher in a customer's page, and the panel with the chat in its frame. */
class Widget {
  readonly #settings: WidgetSettings;
  readonly #words: ReturnType<typeof widgetWords>;
  readonly #name: string;
  readonly #launcher: HTMLButtonElement;
  readonly #badge = element('span', { class: 'badge', hidden: true });
  readonly #text: HTMLElement;
  readonly #dialog: HTMLDialogElement;
  readonly #root = element('div', { id: 'solde-chat' });
  #frame: WidgetFrame | null = null;
  #returnTo: HTMLElement | null = null;
  #focusWhenReady = false;
  #unread = 0;
  #silences = 0;

  constructor(settings: WidgetSettings, name: string) {
    this.#settings = settings;
    this.#name = name;
    const language = settings.language ?? (navigator.language.startsWith('en') ? 'en' : 'fr');
    this.#words = widgetWords(language);
    this.#text = element('span', { class: 'text' }, this.#words.launcher);
    this.#launcher = element(
      'button',
      { type: 'button', 'aria-haspopup': 'dialog', 'aria-controls': 'panel' },
      icon(),
      this.#text,
      this.#badge,
    );
    this.#dialog = element('dialog', { id: 'panel', 'aria-label': this.#words.panel(name) });
    this.#listen();
    this.#label();
    const shadow = this.#root.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(widgetStyle);
    shadow.adoptedStyleSheets = [sheet];
    this.#root.lang = language;
    shadow.append(element('aside', { 'aria-label': this.#words.open(name) }, this.#launcher, this.#dialog));
    document.body.append(this.#root);
    this.#stay();
    this.#resume();
  }

  /** Shows the chat; `focus` when the person asked for it, and not the page. */
  open(focus = true): void {
    if (this.#dialog.open) return;
    this.#returnTo = document.activeElement === this.#root ? this.#launcher : focusedElement();
    this.#load();
    this.#fit();
    // In a small window the page behind is out of reach until the chat is closed. Else both can be used.
    if (matchMedia(small).matches) this.#dialog.showModal();
    else this.#dialog.setAttribute('open', '');
    this.#focusWhenReady = focus;
    this.#frame?.show(true, focus);
    this.#label();
    this.#keep('open');
  }

  close(): void {
    if (!this.#dialog.open) return;
    const hadFocus = document.activeElement === this.#root;
    this.#dialog.close();
    this.#frame?.show(false, false);
    this.#label();
    this.#keep('closed');
    if (hadFocus) (this.#returnTo?.isConnected === true ? this.#returnTo : this.#launcher).focus();
  }

  /** Sites that change pages without loading them put a new body in place of the old one; the chat comes along. */
  #stay(): void {
    const observer = new MutationObserver(() => {
      if (!this.#root.isConnected && this.#silences < 2) document.body.append(this.#root);
    });
    observer.observe(document.documentElement, { childList: true });
  }

  #listen(): void {
    this.#launcher.addEventListener('click', () => {
      if (this.#dialog.open) this.close();
      else this.open();
    });
    this.#dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.close();
    });
    this.#root.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.close();
    });
    document.addEventListener('click', (event) => {
      const link = event.target instanceof Element ? event.target.closest(`a[href="${anchor}"]`) : null;
      if (link === null || event.defaultPrevented) return;
      event.preventDefault();
      this.open();
    });
    window.addEventListener('hashchange', () => {
      if (location.hash === anchor) this.open();
    });
    window.visualViewport?.addEventListener('resize', () => {
      this.#fit();
    });
  }

  /** A telephone's keyboard covers the page without making it smaller: the chat keeps to what is left. */
  #fit(): void {
    const { visualViewport } = window;
    if (visualViewport === null || visualViewport.scale > 1.05) return;
    this.#dialog.style.setProperty('--top', `${visualViewport.offsetTop}px`);
    this.#dialog.style.setProperty('--height', `${visualViewport.height}px`);
  }

  #load(): void {
    if (this.#frame !== null) return;
    this.#frame = new WidgetFrame(this.#settings, this.#words.panel(this.#name), {
      onReady: () => {
        this.#silences = 0;
        this.#frame?.show(this.#dialog.open, this.#dialog.open && this.#focusWhenReady);
      },
      onClose: () => {
        this.close();
      },
      onUnread: (count) => {
        this.#unread = this.#dialog.open ? 0 : Math.max(0, count);
        this.#label();
      },
      onSilence: () => {
        this.#giveUp();
      },
    });
    this.#dialog.append(this.#frame.node);
  }

  /** The launcher stays for one more try: the line may have been down. */
  #giveUp(): void {
    const { origin } = new URL(this.#settings.base);
    window.console.error(
      `Solde: the chat did not answer from its frame. Is ${location.origin} among its allowed sites, and ${origin} in this page's frame-src?`,
    );
    this.close();
    this.#frame?.end();
    this.#frame = null;
    this.#silences += 1;
    if (this.#silences > 1) this.#root.remove();
  }

  #label(): void {
    const { open } = this.#dialog;
    this.#launcher.setAttribute('aria-expanded', String(open));
    const unread = this.#unread === 0 ? '' : `, ${this.#words.unread(this.#unread)}`;
    this.#launcher.setAttribute('aria-label', open ? this.#words.close : this.#words.open(this.#name) + unread);
    this.#text.hidden = open;
    this.#badge.hidden = this.#unread === 0;
    // Drawn by the style sheet: what is read aloud is the label.
    this.#badge.dataset['count'] = this.#unread > 9 ? '9+' : String(this.#unread);
    this.#launcher.querySelector('path')?.setAttribute('d', open ? cross : speech);
  }

  /** Over to the next page of the same visit: open stays open, and what was begun stays at hand. */
  #resume(): void {
    const before = this.#kept();
    if (location.hash === anchor) this.open();
    else if (before === 'open' && !matchMedia(small).matches) this.open(false);
    else if (before !== null) this.#load();
  }

  #keep(state: 'open' | 'closed'): void {
    try {
      sessionStorage.setItem(`solde.${this.#settings.creditor}`, state);
    } catch {
      // The next page begins with the launcher alone, and nothing else is lost.
    }
  }

  #kept(): string | null {
    try {
      return sessionStorage.getItem(`solde.${this.#settings.creditor}`);
    } catch {
      return null;
    }
  }
}

const speech = 'M4 5h16v11H10l-4.5 4v-4H4z';
const cross = 'M6 6l12 12M18 6 6 18';

function icon(): SVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(document.createElementNS(namespace, 'path'));
  return svg;
}

function focusedElement(): HTMLElement | null {
  return document.activeElement instanceof HTMLElement && document.activeElement !== document.body
    ? document.activeElement
    : null;
}

if (host.Solde !== undefined) {
  const solde = host.Solde;
  solde.start = ({ name }) => {
    delete solde.start;
    const begin = (): void => {
      const widget = new Widget(solde.settings, name);
      solde.open = () => {
        widget.open();
      };
      solde.close = () => {
        widget.close();
      };
    };
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin);
    else begin();
  };
}
