import { type Language } from '../domain/language.ts';
import { type ScriptWording } from './script-wording.ts';
import { scriptWordingEn } from './wording-script-en.ts';
import { scriptWordingFr } from './wording-script-fr.ts';

/** What a call's script says around its values, by language. */
export const scriptWording: Readonly<Record<Language, ScriptWording>> = { fr: scriptWordingFr, en: scriptWordingEn };
