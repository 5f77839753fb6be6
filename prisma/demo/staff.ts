import { type StaffRole } from '../../domain/staff/staff-user.ts';
import { type Draft, put } from './draft.ts';

/** The handle of whoever sells to the bakery and to Durand. */
export const salesOwner = 'sacha';

/** The directory of Microsoft's Agents Playground, which exists on a developer's machine only; its ids are opaque text. */
export const playgroundTenant = '00000000-0000-0000-0000-0000000000001';

/** One of each role, under the ids of that directory. */
export const demoPeople: readonly {
  readonly handle: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly objectId: string;
}[] = [
  { handle: 'camille', name: 'Camille Fictif', role: 'manager', objectId: '00000000-0000-0000-0000-0000000000020' },
  { handle: 'lou', name: 'Lou Modèle', role: 'reader', objectId: '00000000-0000-0000-0000-0000000000021' },
  { handle: 'noa', name: 'Noa Exemple', role: 'clerk', objectId: '00000000-0000-0000-0000-0000000000022' },
  { handle: salesOwner, name: 'Sacha Maquette', role: 'sales', objectId: '00000000-0000-0000-0000-0000000000023' },
  { handle: 'alex', name: 'Alex Brouillon', role: 'administrator', objectId: '00000000-0000-0000-0000-0000000000024' },
];

/** Adds five invented people of the creditor, one of each role. */
export function addStaff(draft: Draft): void {
  for (const { handle, name, role, objectId } of demoPeople) {
    put(draft, 'staff_users', {
      ...{ id: draft.random.uuid(), tenant: playgroundTenant, aad_object_id: objectId, name, roles: [role], handle },
      ...{ email: `${handle}@lumio.example`, added_by: 'demo' },
    });
  }
}
