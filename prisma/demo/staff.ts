import { type StaffRole } from '../../domain/staff/staff-user.ts';
import { type Draft, put } from './draft.ts';

/** The handle of whoever sells to the bakery and to Durand. */
export const salesOwner = 'sacha';

/** The directory of Microsoft's Agents Playground, which exists on a developer's machine only; its ids are opaque text. */
export const playgroundTenant = '00000000-0000-0000-0000-0000000000001';

// One of each role, under the ids of that directory.
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
      ...{ id: draft.random.uuid(), tenant: playgroundTenant, aad_object_id: objectId, name, roles: [role], handle },
      ...{ email: `${handle}@lumio.example`, added_by: 'demo' },
    });
  }
}
