import { readFile } from 'node:fs/promises';
import { type IncomingMessage } from 'node:http';
import { type Language } from '../domain/language.ts';
import { type Answer, escapeHtml } from './answer.ts';
import { siteWords } from './demo-site-words.ts';

type Page = 'home' | 'help';

const paths = {
  fr: { home: '/demo/site', help: '/demo/site/aide' },
  en: { home: '/demo/site/en', help: '/demo/site/en/help' },
};

/**
 * The pages of a customer's web site that embeds the widget as a stranger would: this machine has two names, and a page opened under
 * one loads the widget from the other, which makes two origins. Its own content policy is as strict as one gets.
 */
export const demoSite: readonly {
  readonly path: string;
  readonly answer: (req: IncomingMessage) => Promise<Answer>;
}[] = [
  {
    path: '/demo/site/site.css',
    answer: async () => ({ status: 200, css: await readFile(new URL('demo-site.css', import.meta.url), 'utf8') }),
  },
  ...(['fr', 'en'] as const).flatMap((language) =>
    (['home', 'help'] as const).map((page) => ({
      path: paths[language][page],
      answer: (req: IncomingMessage) => Promise.resolve(pageOf(req, language, page)),
    })),
  ),
];

/** The service under the other of this machine's names; callers checked that the host is one of them. */
export function otherName(host: string): string {
  const port = /:\d+$/.exec(host)?.[0] ?? '';
  return `http://${host.startsWith('localhost') ? '127.0.0.1' : 'localhost'}${port}`;
}

function pageOf(req: IncomingMessage, language: Language, page: Page): Answer {
  const service = otherName(req.headers.host ?? '');
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    `script-src ${service}`,
    `frame-src ${service}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types solde',
  ];
  return { status: 200, html: html(language, page, service), policy: policy.join('; ') };
}

function html(language: Language, page: Page, service: string): string {
  const words = siteWords[language];
  const other = language === 'fr' ? 'en' : 'fr';
  const entry = (name: Page): string =>
    `<a href="${paths[language][name]}"${name === page ? ' aria-current="page"' : ''}>${escapeHtml(words[name])}</a>`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(words.title)}</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Ccircle cx='16' cy='14' r='11' fill='%23f2b234'/%3E%3C/svg%3E">
<link rel="stylesheet" href="/demo/site/site.css">
<script src="${service}/widget.js" data-creditor="lumio" defer></script>
</head>
<body>
<header>
<p class="notice">${escapeHtml(words.notice)}</p>
<div class="bar">
<a class="brand" href="${paths[language].home}">${bulb}Lumio Équipement</a>
<nav aria-label="${escapeHtml(words.menu)}">${entry('home')}${entry('help')}<a href="${paths[other][page]}" lang="${other}" hreflang="${other}">${words.other}</a></nav>
</div>
</header>
<main>
${page === 'home' ? home(language) : help(language)}
</main>
<footer><div>${escapeHtml(words.foot)}</div></footer>
</body>
</html>`;
}

function home(language: Language): string {
  const words = siteWords[language];
  const goods = words.goods.map(
    ({ name, text, price }, at) =>
      `<li>${drawings[at] ?? ''}<h3>${escapeHtml(name)}</h3><p>${escapeHtml(text)}</p><p class="price">${price}</p></li>`,
  );
  return `<section class="hero"><div><h1>${escapeHtml(words.claim)}</h1><p>${escapeHtml(words.pitch)}</p>
<p class="actions"><a class="action first" href="#goods">${escapeHtml(words.see)}</a><a class="action" href="${paths[language].help}">${escapeHtml(words.ask)}</a></p></div>${scene}</section>
<h2 id="goods">${escapeHtml(words.range)}</h2>
<ul class="goods">${goods.join('\n')}</ul>`;
}

function help(language: Language): string {
  const words = siteWords[language];
  return `<h1>${escapeHtml(words.helpTitle)}</h1>
<div class="panel"><p>${escapeHtml(words.helpText)}</p>
<a class="action first" href="#solde">${escapeHtml(words.openChat)}</a>
<h2>${escapeHtml(words.proofTitle)}</h2><p>${escapeHtml(words.proof)}</p>
<h2>${escapeHtml(words.humanTitle)}</h2><p>${escapeHtml(words.human)}</p></div>`;
}

const bulb =
  '<svg viewBox="0 0 32 32" aria-hidden="true"><circle cx="16" cy="14" r="10" fill="#f2b234"/><path d="M12 25h8M13.5 29h5" stroke="#3b2416" stroke-width="2.5" stroke-linecap="round"/></svg>';

/** A drawing of a fitting: its cord, its shade and its light. */
function drawing(shade: string, light: string): string {
  return `<svg viewBox="0 0 200 120" aria-hidden="true"><path d="${light}" fill="#f2b234" opacity=".45"/><path d="${shade}" fill="none" stroke="#3b2416" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
}

const drawings = [
  drawing('M100 0v36M62 72c2-24 18-36 38-36s36 12 38 36z', 'M62 74h76l22 46H40z'),
  drawing(
    'M30 22h140M52 22v14l-8 18h22l-6-18M100 22v14l-11 18h22l-11-18M148 22v14l-8 18h22l-6-18',
    'M44 56h22l14 64H26zM89 56h22l16 64H73zM140 56h22l14 64h-54z',
  ),
  drawing('M60 30v60M60 60h34M94 38h36l12 44H82z', 'M82 84h60l20 36H62z'),
  drawing('M58 112h44M80 112 66 66l46-34M100 18l34 22-26 18z', 'M134 42l44 78h-84l14-60z'),
];

const scene =
  '<svg viewBox="0 0 420 260" aria-hidden="true"><g fill="#f2b234" fill-opacity=".22"><path d="M70 112h72l60 148H10z"/><path d="M190 82h84l66 178H124z"/><path d="M318 132h64l38 128H278z"/></g><g fill="#f2b234"><path d="M70 112c2-24 16-38 36-38s34 14 36 38z"/><path d="M190 82c2-28 20-44 42-44s40 16 42 44z"/><path d="M318 132c2-22 14-34 32-34s30 12 32 34z"/></g><path d="M106 0v74M232 0v38M350 0v98" stroke="#f7e3bd" stroke-width="3"/></svg>';
