import { type StaffRole } from '../../domain/staff/staff-user.ts';
import { type Draft, put } from './draft.ts';

/** The handle of whoever sells to the bakery and to Durand. */
export const salesOwner = 'sacha';

// One of each role; the ids are those of a directory that exists in development only.
const people: readonly (readonly [handle: string, name: string, role: StaffRole, objectId: string])[] = [
  ['camille', 'Camille Fictif', 'manager', '00000000-0000-0000-0000-0000000000020'],
  ['lou', 'Lou Modèle', 'reader', '00000000-0000-0000-0000-0000000000021'],
  ['noa', 'Noa Exemple', 'clerk', '00000000-0000-0000-0000-0000000000022'],
  [salesOwner, 'Sacha Maquette', 'sales', '00000000-0000-0000-0000-0000000000023'],
  ['alex', 'Alex Brouillon', 'administrator', '00000000-0000-0000-0000-0000000000024'],
];

/** Adds five invented people of the creditor, one of each role. */
export function addStaff(draft: Draft): void {
  for (const [handle, name, role, objectId] of people) {
    put(draft, 'staff_users', {
      ...{ id: draft.random.uuid(), tenant: 'demo', aad_object_id: objectId, name, roles: [role], handle },
      ...{ email: `${handle}@lumio.example`, added_by: 'demo' },
    });
  }
}
