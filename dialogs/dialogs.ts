import { formOf } from './debtor/forms.ts';
import { makeDialogs } from './make-dialogs.ts';

/** Everything a debtor can talk about. */
export const dialogs = makeDialogs(formOf);
