import { type Outlet } from './policy.ts';

/** The wording of a level by one outlet in one language; its key among the templates is `<policy id>/<level id>`. */
export type LevelText = {
  readonly levelId: string;
  readonly outlet: Outlet;
  readonly language: 'fr' | 'en';
  readonly subject: string | null;
  readonly body: string;
  readonly draft: boolean; // not approved yet: nothing may leave with it
};
