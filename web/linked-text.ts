import { element } from './element.ts';

const address = /https:\/\/[^\s<>"'«»]+[^\s<>"'«».,;:!?)]/g;

/** The text with links to the hosts the creditor has named; an address elsewhere stays words, whoever put it there. */
export function linkedText(text: string): (Node | string)[] {
  const hosts = (document.documentElement.dataset['hosts'] ?? '').split(' ');
  const parts: (Node | string)[] = [];
  let at = 0;
  for (const { 0: found, index } of text.matchAll(address)) {
    if (!URL.canParse(found) || !hosts.includes(new URL(found).host)) continue;
    parts.push(text.slice(at, index), linkTo(found));
    at = index + found.length;
  }
  return [...parts, text.slice(at)];
}

function linkTo(url: string): HTMLElement {
  return element('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, url);
}
