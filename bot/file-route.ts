import { type Request, type Server } from 'restify';
import { type Language } from '../domain/language.ts';
import { type Answer, answering, escapeHtml } from './answer.ts';
import { smallPage } from './small-page.ts';

/** A file behind a link, as the page that offers it shows it. */
export type OfferedFile = { readonly name: string; readonly creditorName: string; readonly language: Language };

/** What the link /f/<token> needs: looking does not consume, taking does, once. */
export type FileLinks = {
  readonly look: (token: string) => Promise<OfferedFile | null>;
  readonly take: (token: string) => Promise<{ name: string; mime: string; bytes: Uint8Array } | null>;
};

const words = {
  fr: {
    title: 'Votre document',
    button: 'Télécharger',
    gone: 'Ce lien a expiré ou a déjà servi. Demandez-en un nouveau dans la conversation.',
  },
  en: {
    title: 'Your document',
    button: 'Download',
    gone: 'This link has expired or was already used. Ask for a new one in the conversation.',
  },
} as const;

/**
 * Serves /f/:token. GET only shows a button, so that the previews phones and mail scanners make consume nothing; POST gives the file
 * and consumes the link.
 */
export function mountFiles(server: Server, links: FileLinks, onTrouble: (error: unknown) => void): void {
  const tokenOf = (req: Request): string => (req.params as { token?: string }).token ?? '';
  server.get(
    '/f/:token',
    answering(async (req) => {
      const offered = await links.look(tokenOf(req));
      return offered === null ? gone() : { status: 200, html: offer(offered) };
    }, onTrouble),
  );
  server.post(
    '/f/:token',
    answering(async (req) => {
      const file = await links.take(tokenOf(req));
      return file === null ? gone() : { status: 200, file };
    }, onTrouble),
  );
}

function gone(): Answer {
  return { status: 404, html: smallPage('fr', 'Solde', `<p>${words.fr.gone}</p><p lang="en">${words.en.gone}</p>`) };
}

function offer({ name, creditorName, language }: OfferedFile): string {
  const { title, button } = words[language];
  return smallPage(
    language,
    creditorName,
    `<h1>${title}</h1><p>${escapeHtml(name)}</p><form method="post"><button>${button}</button></form>`,
  );
}
