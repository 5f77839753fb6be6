import { element } from './element.ts';
import { type WidgetSettings } from './widget-settings.ts';

/** What the chat in the frame says to the page around: never a word of the conversation. */
export type FrameEvents = {
  readonly onReady: () => void;
  readonly onClose: () => void;
  readonly onUnread: (count: number) => void;
  /** Nothing answered from the frame: the browser refused to show it, or the service is away. */
  readonly onSilence: () => void;
};

/** How long after the frame has loaded something the chat may take to answer, in milliseconds. */
const answersWithinMs = 3_000;

/** The chat in a frame of its own origin, out of reach of the page around; loaded when it is first wanted. */
export class WidgetFrame {
  readonly node: HTMLIFrameElement;
  readonly #origin: string;
  readonly #ended = new AbortController();
  #ready = false;

  constructor(settings: WidgetSettings, title: string, events: FrameEvents) {
    const { base, creditor, language, reference } = settings;
    const address = new URL(`chat/${encodeURIComponent(creditor)}`, base);
    if (language !== null) address.searchParams.set('lang', language);
    if (reference !== null) address.hash = new URLSearchParams({ ref: reference }).toString(); // stays in the browser
    this.#origin = address.origin;
    this.node = element('iframe', {
      title,
      // The chat page binds itself to the site it stands in, so it must be told; the path stays here.
      referrerpolicy: 'origin',
      sandbox:
        'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads',
      src: address.href,
    });
    const { signal } = this.#ended;
    window.addEventListener(
      'message',
      ({ source, origin, data }) => {
        if (source !== this.node.contentWindow || origin !== this.#origin) return;
        this.#hear(data, events);
      },
      { signal },
    );
    // What a browser shows instead of a page it refuses, or cannot reach, loads like any other.
    this.node.addEventListener('load', () => {
      setTimeout(() => {
        if (!this.#ready && !signal.aborted) events.onSilence();
      }, answersWithinMs);
    });
  }

  /** Takes the frame out of the page. */
  end(): void {
    this.#ended.abort();
    this.node.remove();
  }

  /** Tells the chat whether it is seen; `focus`: the person has just opened it. */
  show(shown: boolean, focus: boolean): void {
    if (shown && focus) this.node.focus();
    if (!this.#ready) return;
    this.node.contentWindow?.postMessage(shown ? { solde: 'shown', focus } : { solde: 'hidden' }, this.#origin);
  }

  #hear(data: unknown, events: FrameEvents): void {
    if (typeof data !== 'object' || data === null || !('solde' in data)) return;
    if (data.solde === 'ready') {
      this.#ready = true;
      events.onReady();
    } else if (data.solde === 'close') events.onClose();
    else if (data.solde === 'unread' && 'count' in data && Number.isSafeInteger(data.count)) {
      events.onUnread(Number(data.count));
    }
  }
}
