/**
 * The site in whose page this chat stands in a frame, which must be one the creditor named; null when the chat stands on its own or
 * the browser does not say where. The browser says it twice: by its own list, and as the referrer of the frame.
 */
export const embedder: string | null = isFramed() ? (embeddersSaid().find(isNamed) ?? null) : null;

/** Whether this page is shown inside another one. */
export function isFramed(): boolean {
  return window.parent !== window;
}

function embeddersSaid(): string[] {
  const { ancestorOrigins } = location as { ancestorOrigins?: DOMStringList }; // not in every browser
  const nearest = ancestorOrigins?.[0];
  const referrer = URL.canParse(document.referrer) ? new URL(document.referrer).origin : undefined;
  return [nearest, referrer].filter((origin) => origin !== undefined);
}

function isNamed(origin: string): boolean {
  return (document.documentElement.dataset['embedders'] ?? '').split(' ').includes(origin);
}
