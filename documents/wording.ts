import { type Language } from '../domain/language.ts';
import { wordingEn } from './wording-en.ts';
import { type Wording, wordingFr } from './wording-fr.ts';

/** The approved wording of what people keep, by language. */
export const wording: Readonly<Record<Language, Wording>> = { fr: wordingFr, en: wordingEn };
