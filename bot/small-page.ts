import { type Language } from '../domain/language.ts';
import { escapeHtml } from './answer.ts';

/** A page of a few words and perhaps a button, without any script; `body` is HTML. */
export function smallPage(language: Language, title: string, body: string): string {
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>${escapeHtml(title)}</title>
<style>body{font:18px/1.5 system-ui,sans-serif;margin:15vh auto 0;max-width:28rem;padding:0 1.5rem;color:#1c2430}h1{font-size:1.3rem}
button{font:inherit;font-weight:600;padding:.7rem 1.4rem;border:0;border-radius:.6rem;background:#14535c;color:#fff;cursor:pointer}
button:focus-visible{outline:3px solid #e0a100;outline-offset:2px}</style><main>${body}</main></html>`;
}
