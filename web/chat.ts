import { Composer } from './composer.ts';
import { Connection, type Status } from './connection.ts';
import { byId, element } from './element.ts';
import { embedder, isFramed } from './embedder.ts';
import { Embedding } from './embedding.ts';
import { type Activity, type Outgoing, type Value } from './protocol.ts';
import { takeReference } from './reference.ts';
import { SavedState } from './saved-state.ts';
import { SendQueue } from './send-queue.ts';
import { Transcript } from './transcript.ts';
import { Unread } from './unread.ts';
import { type Language, say, translatePage } from './words.ts';

const creditor = document.documentElement.dataset['creditor'] ?? '';
const savedLanguage = new SavedState<Language>('language');
let language: Language = savedLanguage.get() ?? (document.documentElement.lang === 'en' ? 'en' : 'fr');
let asked: Language | null = null; // chosen here, and not yet spoken by the assistant
let status: Status = 'connecting';

const banner = byId('banner', 'div');
const bannerText = byId('banner-text', 'span');
const resumeHere = byId('resume-here', 'button');
const suggestions = byId('suggestions', 'div');
const dialog = byId('restart-dialog', 'dialog');
let bannerTimer: ReturnType<typeof setTimeout> | undefined;

const locale = (): string => (language === 'fr' ? 'fr-FR' : 'en-GB');

const transcript = new Transcript({
  log: byId('log', 'div'),
  latest: byId('latest', 'button'),
  language: () => language,
  onAnswer: ({ text, value }) => {
    send(text, [], value);
  },
  onEcho: (key) => {
    queue.arrived(key);
  },
});

const connection = new Connection(creditor, locale, {
  onActivities: receive,
  onStatus: showStatus,
  onReset: startOver,
});

const queue = new SendQueue({
  creditor,
  post: (activity, files) => connection.post(activity, files),
  onState: (key, state) => {
    transcript.setState(key, state);
  },
});

const composer = new Composer({
  language: () => language,
  onSend: (text, files) => {
    send(text, files);
  },
});

const unread = new Unread(creditor, !isFramed(), (count) => {
  embedding.setUnread(count);
});

const embedding = new Embedding({
  onShown: (focus) => {
    unread.setShown(true);
    transcript.scrollToEnd();
    if (focus) takeFocus();
  },
  onHidden: () => {
    unread.setShown(false);
  },
});

/** A keyboard that opens by itself would cover half of a telephone: there, reading begins at the top. */
function takeFocus(): void {
  if (matchMedia('(pointer: fine)').matches) composer.focus();
  else byId('name', 'h1').focus();
}

function send(text: string, files: readonly File[], value?: Value): void {
  const activity: Outgoing = {
    type: 'message',
    ...(text === '' ? {} : { text }),
    ...(value === undefined ? {} : { value }),
    locale: locale(),
    channelData: { clientActivityID: crypto.randomUUID() },
  };
  suggestions.replaceChildren();
  const key = activity.channelData.clientActivityID;
  transcript.addPending(
    key,
    text,
    files.map(({ name }) => name),
  );
  queue.add({ key, activity, files });
}

function receive(activities: Activity[]): void {
  transcript.show(activities);
  unread.add(activities);
  const last = activities.filter(({ type }) => type === 'message').at(-1);
  if (last === undefined) return;
  showSuggestions(last);
  follow(last);
}

/** The page speaks the assistant's language when the person has changed it in the conversation. */
function follow({ from, locale: spoken }: Activity): void {
  const next = spoken?.slice(0, 2);
  if (from?.role === 'user' || (next !== 'fr' && next !== 'en')) return;
  if (next === asked) asked = null;
  if (asked !== null || next === language) return;
  language = next;
  savedLanguage.set(next);
  showLanguage();
}

function showSuggestions(last: Activity): void {
  const actions = last.from?.role === 'user' ? [] : (last.suggestedActions?.actions ?? []);
  const focused = suggestions.contains(document.activeElement);
  suggestions.replaceChildren(
    ...actions.map((action) => {
      const button = element('button', { type: 'button', class: 'button' }, action.title);
      button.addEventListener('click', () => {
        const value = typeof action.value === 'object' ? (action.value as Value) : undefined;
        send(action.text ?? action.title, [], value);
        composer.focus();
      });
      return button;
    }),
  );
  if (focused) composer.focus();
  if (actions.length > 0) transcript.scrollToEnd();
}

function showStatus(next: Status): void {
  status = next;
  clearTimeout(bannerTimer);
  if (next === 'online') {
    banner.hidden = true;
    void queue.flush();
    return;
  }
  // A line that is back within a second is no news.
  bannerTimer = setTimeout(showBanner, next === 'moved' ? 0 : 1000);
}

function showBanner(): void {
  const words = { connecting: 'connecting', offline: 'reconnecting', moved: 'moved', online: 'connecting' } as const;
  bannerText.textContent = say(language, words[status]);
  resumeHere.hidden = status !== 'moved';
  banner.hidden = false;
}

function startOver(): void {
  queue.abandon();
  unread.clear();
  suggestions.replaceChildren();
  transcript.clear();
  transcript.addNotice(say(language, 'expired'));
}

function choose(next: Language): void {
  if (next === language) return;
  language = next;
  asked = next;
  savedLanguage.set(next);
  showLanguage();
  const key = crypto.randomUUID();
  const channelData = { clientActivityID: key };
  queue.add({
    key,
    activity: { type: 'event', name: 'language', value: { language }, locale: locale(), channelData },
    files: [],
  });
}

function showLanguage(): void {
  translatePage(language);
  for (const code of ['fr', 'en'] as const)
    byId(code, 'button').setAttribute('aria-pressed', String(code === language));
  if (!banner.hidden) showBanner();
}

for (const code of ['fr', 'en'] as const) {
  byId(code, 'button').addEventListener('click', () => {
    choose(code);
  });
}
byId('restart', 'button').addEventListener('click', () => {
  dialog.showModal();
});
dialog.addEventListener('close', () => {
  if (dialog.returnValue !== 'yes') return;
  dialog.returnValue = '';
  queue.abandon();
  unread.clear();
  suggestions.replaceChildren();
  transcript.clear();
  connection.restart();
  composer.focus();
});
resumeHere.addEventListener('click', () => {
  connection.connect();
  composer.focus();
});

function leave(): void {
  if (embedder === null) return;
  unread.setShown(false); // at once: what comes from now on was not seen
  embedding.close();
}
byId('close', 'button').addEventListener('click', leave);
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape' && !dialog.open) leave();
});

showLanguage();
for (const { key, activity } of queue.waiting())
  if (activity.type === 'message') transcript.addPending(key, activity.text ?? '', []);
byId('close', 'button').hidden = embedder === null;
const reference = takeReference();
if (reference !== null) composer.prefill(`${say(language, 'reference')} ${reference}`);
// In a frame on a site that nobody named there is no conversation, whatever the browser let through.
if (isFramed() && embedder === null) transcript.addNotice(say(language, 'notHere'));
else connection.connect();
