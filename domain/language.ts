/** The languages every text exists in. */
export const languages = ['fr', 'en'] as const;
export type Language = (typeof languages)[number];

export function isLanguage(text: string): text is Language {
  return languages.some((language) => language === text);
}

/** How amounts and dates are written for each language. */
export type Locale = 'fr-FR' | 'en-GB';

export function localeOf(language: Language): Locale {
  return language === 'fr' ? 'fr-FR' : 'en-GB';
}
